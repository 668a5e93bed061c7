import Foundation
import Logging
import Postgres
import Testing

@Suite struct ListenerTests {
    @Test func hearsNotificationsAgainAfterALoss() async throws {
        let name = "listen-\(UUID())"
        let (first, second) = ("jobs \"\(UUID())\"", "events\(UUID())")
        let listener = PostgresListener(
            try await Server.configuration(applicationName: name), channels: [first, second],
            logger: Logger(label: "test"))
        let running = Task { try await listener.run() }
        var events = listener.events.makeAsyncIterator()
        func expect(_ event: PostgresListener.Event?, location: SourceLocation = #_sourceLocation) async {
            let next = await events.next(isolation: #isolation)
            #expect(next == event, sourceLocation: location)
        }
        try await Server.withPool(try await Server.configuration(connections: 1)) { pool in
            await expect(.connected)
            try await pool.withConnection { _ = try await $0.execute("SELECT pg_notify(\(first), \("é"))") }
            await expect(.notification(channel: first, payload: "é"))
            try await pool.withConnection {
                _ = try await $0.execute(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = \(name)")
            }
            await expect(.connected)
            try await pool.withConnection { _ = try await $0.execute("SELECT pg_notify(\(second), '')") }
            await expect(.notification(channel: second, payload: ""))
            running.cancel()
            try await running.value
            await expect(nil)
            try await eventually("the connection is closed") { try await !pool.isConnected(name) }
        }
    }

    @Test func waitsForAnAbsentServer() async throws {
        let (relay, configuration) = try await Server.relay()
        relay.stop()
        let listener = PostgresListener(configuration, channels: ["jobs"], logger: Logger(label: "test"))
        let running = Task { try await listener.run() }
        var events = listener.events.makeAsyncIterator()
        func expect(_ event: PostgresListener.Event?, location: SourceLocation = #_sourceLocation) async {
            let next = await events.next(isolation: #isolation)
            #expect(next == event, sourceLocation: location)
        }
        try relay.start()
        await expect(.connected)
        running.cancel()
        try await running.value
    }

    @Test func aRefusalForGoodEndsIt() async throws {
        let listener = PostgresListener(
            try await Server.configuration(["dbname": "absent_database"]), channels: ["jobs"],
            logger: Logger(label: "test"))
        let error = try await failure { try await listener.run() }
        #expect(error.sqlState == "3D000")
    }
}
