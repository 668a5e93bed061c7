import Foundation
import Postgres
import Testing

@Suite struct CancellationTests {
    @Test func aRunningStatementStopsAtOnceAndTheConnectionGoesOn() async throws {
        let name = "cancel-\(UUID())"
        try await Server.withPool(try await Server.configuration(connections: 1)) { other in
            try await Server.withPool(try await Server.configuration(connections: 1, applicationName: name)) { pool in
                let pid = try await pool.withConnection {
                    try await $0.execute("SELECT pg_backend_pid()")[0].decode(Int32.self)
                }
                let task = Task { try await pool.withConnection { try await $0.execute("SELECT pg_sleep(60)") } }
                try await eventually("the statement runs") { try await other.isActive(name) }
                let start = ContinuousClock.now
                task.cancel()
                let error = try await failure { try await task.value }
                #expect(error.code == .cancelled)
                #expect(ContinuousClock.now - start < .seconds(5))
                let same = try await pool.withConnection {
                    try await $0.execute("SELECT pg_backend_pid()")[0].decode(Int32.self)
                }
                #expect(same == pid)
            }
        }
    }

    @Test func aCancelledTaskSendsNothing() async throws {
        try await Server.withSchema("CREATE TABLE t (id int8)", connections: 1) { pool in
            let error: PostgresError = try await pool.withConnection { connection in
                let isInside = Barrier(2)
                let task = Task {
                    await isInside.arrive()
                    while !Task.isCancelled { await Task.yield() }
                    return try await connection.execute("INSERT INTO t VALUES (1)")
                }
                await isInside.arrive()
                task.cancel()
                return try await failure { try await task.value }
            }
            #expect(error.code == .cancelled)
            let count = try await pool.withConnection { try await $0.execute("SELECT id FROM t").count }
            #expect(count == 0)
        }
    }

    /// A cancel request that comes late must not hit the next statement.
    @Test func cancellingNeverHitsTheNextStatement() async throws {
        try await Server.withPool(try await Server.configuration(connections: 1)) { pool in
            for round in 0..<60 {
                let task = Task {
                    try await pool.withConnection {
                        try await $0.execute("SELECT pg_sleep(\(Double(round % 6) / 2_000))")
                    }
                }
                // Somewhere between before its start and after its end.
                for _ in 0..<(round * 7) { await Task.yield() }
                task.cancel()
                let next = try await pool.withConnection { try await $0.execute("SELECT pg_sleep(0.001), \(round)") }
                #expect(try next[0].decode(Int.self, at: 1) == round)
                do {
                    _ = try await task.value
                } catch let error as PostgresError {
                    #expect(error.code == .cancelled)
                }
            }
        }
    }

    @Test func aTimeoutOfTheServerIsNoCancellation() async throws {
        try await Server.withPool(try await Server.configuration(connections: 1)) { pool in
            let error = try await failure {
                try await pool.transaction(settings: [TransactionSetting("statement_timeout", "10ms")]) {
                    try await $0.execute("SELECT pg_sleep(60)")
                }
            }
            #expect(error.code == .server && error.sqlState == "57014")
        }
    }

    /// In a process of its own, where no other test keeps the cooperative pool busy.
    @Test func waitingForTheServerBlocksNobodyElse() async throws {
        let server = try await Server.connectionString()
        await #expect(processExitsWith: .success) { [server = server as String] in
            let configuration = PostgresConfiguration(connectionString: server, maximumConnections: 8)
            try await Server.withPool(configuration) { pool in
                try await withThrowingTaskGroup(of: Void.self) { group in
                    for _ in 0..<8 {
                        group.addTask {
                            try await pool.withConnection { _ = try await $0.execute("SELECT pg_sleep(3)") }
                        }
                    }
                    let end = ContinuousClock.now + .seconds(2)
                    while ContinuousClock.now < end {
                        let start = ContinuousClock.now
                        try await Task.sleep(for: .milliseconds(10))
                        let delay = ContinuousClock.now - start
                        precondition(delay < .seconds(1), "a timer came \(delay) late")
                    }
                    precondition(pool.statistics.open == 8 && pool.statistics.idle == 0, "the statements still run")
                    try await group.waitForAll()
                }
            }
        }
    }

    @Test func threadsEndWithTheirConnections() async throws {
        let name = "t\(UUID().uuidString.prefix(8))"
        try await Server.withPool(try await Server.configuration(connections: 4, applicationName: name)) { pool in
            let all = Barrier(4)
            try await withThrowingTaskGroup(of: Void.self) { group in
                for _ in 0..<4 { group.addTask { try await pool.withConnection { _ in await all.arrive() } } }
                try await group.waitForAll()
            }
            let count = try threads(named: name)
            #expect(count == 4)
        }
        try await eventually("the threads have ended") { try threads(named: name) == 0 }
    }

    /// The threads of this process that serve connections of that application.
    private func threads(named name: String) throws -> Int {
        try FileManager.default.contentsOfDirectory(atPath: "/proc/self/task").filter { thread in
            // A thread may end while its name is read.
            guard let text = try? String(contentsOfFile: "/proc/self/task/\(thread)/comm", encoding: .utf8) else {
                return false
            }
            return text.hasPrefix("pg-\(name)")
        }.count
    }
}
