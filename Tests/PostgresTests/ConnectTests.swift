import Glibc
import Postgres
import Testing

@Suite struct ConnectTests {
    @Test func aSilentServerIsGivenUp() async throws {
        // Connections succeed, because the system accepts them, but nobody answers.
        let listener = try Relay.listen(on: 0)
        defer { close(listener) }
        // Long enough for one attempt to end on a busy machine.
        let configuration = try await Server.configuration(
            ["host": "127.0.0.1", "port": "\(Relay.port(of: listener))"], checkoutTimeout: .seconds(5),
            connectTimeout: .milliseconds(100))
        try await Server.withPool(configuration) { pool in
            let error = try await failure { try await pool.withConnection { _ in } }
            #expect(error.code == .connection && error.isRetriable)
            #expect(error.description.contains("no answer from 127.0.0.1"))
        }
    }

    @Test func theNextHostIsTriedWhenOneDoesNotAnswer() async throws {
        // A listener whose queue is full drops what comes next, like a host that is switched off.
        let listener = try Relay.listen(on: 0, backlog: 0)
        defer { close(listener) }
        let silent = Relay.port(of: listener)
        let filling = (0..<2).map { _ in socket(AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_NONBLOCK.rawValue), 0) }
        for descriptor in filling { Relay.startConnecting(descriptor, to: silent) }
        defer { filling.forEach { close($0) } }
        let server = try await Server.address()
        let configuration = try await Server.configuration(
            ["host": "127.0.0.1,\(server.host)", "port": "\(silent),\(server.port)"],
            connectTimeout: .milliseconds(300))
        try await Server.withPool(configuration) { pool in
            let count = try await pool.withConnection { try await $0.execute("SELECT 1").count }
            #expect(count == 1)
        }
    }

    @Test func closingDoesNotWaitForASilentServer() async throws {
        let listener = try Relay.listen(on: 0)
        defer { close(listener) }
        let configuration = try await Server.configuration(
            ["host": "127.0.0.1", "port": "\(Relay.port(of: listener))"], connectTimeout: .seconds(60))
        let start = ContinuousClock.now
        try await Server.withPool(configuration) { pool in
            let task = Task { try await pool.withConnection { _ in } }
            try await eventually("it connects") { pool.statistics.open == 1 }
            await pool.close()
            let error = try await failure { try await task.value }
            #expect(error.code == .closed)
        }
        #expect(ContinuousClock.now - start < .seconds(10))
    }
}
