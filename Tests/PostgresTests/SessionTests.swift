import Testing

@testable import Postgres

@Suite struct SessionTests {
    @Test func whoComesAfterTheEndIsStillAnswered() async throws {
        let session = try Session(try await Server.configuration())
        try await session.connect()
        #expect(await session.isAlive())
        await session.close()
        for _ in 0..<100 {
            let isAlive = await session.isAlive()
            #expect(!isAlive)
            let error = try await failure { try await session.execute("SELECT 1", nil) }
            #expect(error.code == .connection)
        }
    }

    @Test func aConnectionGivenUpEndsItsStatement() async throws {
        let session = try Session(try await Server.configuration())
        try await session.connect()
        let task = Task { try await session.execute("SELECT pg_sleep(60)", nil) }
        session.interruption.abort()
        let error = try await failure { try await task.value }
        #expect(error.code == .closed && session.status.isBroken)
        await session.close()
    }
}
