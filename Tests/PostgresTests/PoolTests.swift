import Foundation
import Logging
import Postgres
import ServiceLifecycle
import Testing

@Suite struct PoolTests {
    @Test func neverOpensMoreThanTheLimitAndServesInOrder() async throws {
        let configuration = try await Server.configuration(connections: 2)
        try await Server.withPool(configuration) { pool in
            let order = Journal()
            let open = Journal()
            let free = Barrier(1 + 2)
            try await withThrowingTaskGroup(of: Void.self) { group in
                for _ in 0..<2 {
                    group.addTask { try await pool.withConnection { _ in await free.arrive() } }
                }
                try await eventually("both are in use") { pool.statistics.open == 2 && pool.statistics.waiting == 0 }
                for number in 0..<10 {
                    group.addTask {
                        try await pool.withConnection { connection in
                            order.append(number)
                            try await connection.execute("SELECT 1")
                            open.append(pool.statistics.open)
                        }
                    }
                    try await eventually("the caller waits") { pool.statistics.waiting == number + 1 }
                }
                await free.arrive()
                try await group.waitForAll()
            }
            // Two at a time, so neighbours may swap.
            #expect(order.entries.enumerated().allSatisfy { abs($0.offset - $0.element) <= 1 })
            #expect(open.entries.max() == 2)
            #expect(pool.statistics.open == 2 && pool.statistics.idle == 2)
        }
    }

    @Test func waitingEndsAtTheTimeout() async throws {
        // Long enough for the first connection on a busy machine.
        let configuration = try await Server.configuration(connections: 1, checkoutTimeout: .seconds(4))
        try await Server.withPool(configuration) { pool in
            try await pool.withConnection { _ in
                let error = try await failure { try await pool.withConnection { _ in } }
                #expect(error.code == .checkoutTimeout && error.isRetriable)
                #expect(pool.statistics.waiting == 0)
            }
            let answer = try await pool.withConnection { try await $0.execute("SELECT 1").count }
            #expect(answer == 1)
        }
    }

    @Test func waitingEndsWithItsTask() async throws {
        let configuration = try await Server.configuration(connections: 1)
        try await Server.withPool(configuration) { pool in
            try await pool.withConnection { _ in
                let task = Task { try await pool.withConnection { _ in } }
                try await eventually("the task waits") { pool.statistics.waiting == 1 }
                task.cancel()
                let error = try await failure { try await task.value }
                #expect(error.code == .cancelled)
                #expect(pool.statistics.waiting == 0)
            }
        }
    }

    @Test func aConnectionIsOfNoUseAfterItsReturn() async throws {
        try await Server.withPool(try await Server.configuration(connections: 1)) { pool in
            let kept = try await pool.withConnection { $0 }
            let error = try await failure { try await kept.execute("SELECT 1") }
            #expect(error.code == .closed)
            let refused = try await failure { try await kept.transaction { _ in } }
            #expect(refused.code == .closed)
        }
    }

    @Test func terminatedConnectionsAreReplaced() async throws {
        let name = "killed-\(UUID())"
        let configuration = try await Server.configuration(connections: 3, applicationName: name)
        try await Server.withPool(try await Server.configuration(connections: 1)) { other in
            try await Server.withPool(configuration) { pool in
                let kill: SQL =
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = \(name)"
                // In use: the statement fails, and says that repeating may help.
                let sleeping = Task { try await pool.withConnection { try await $0.execute("SELECT pg_sleep(60)") } }
                try await eventually("the statement runs") { try await other.isActive(name) }
                try await other.withConnection { _ = try await $0.execute(kill) }
                let error = try await failure { try await sleeping.value }
                #expect(error.code == .connection && error.sqlState == "57P01")
                #expect(error.isRetriable && error.isConnectionLoss)

                // Idle: nobody notices.
                let all = Barrier(3)
                try await withThrowingTaskGroup(of: Void.self) { group in
                    for _ in 0..<3 { group.addTask { try await pool.withConnection { _ in await all.arrive() } } }
                    try await group.waitForAll()
                }
                #expect(pool.statistics.idle == 3)
                try await other.withConnection { _ = try await $0.execute(kill) }
                try await eventually("the backends are gone") { try await !other.isConnected(name) }
                let answer = try await pool.withConnection { try await $0.execute("SELECT 1").count }
                #expect(answer == 1)
            }
        }
    }

    @Test func aRestartedServerIsWaitedFor() async throws {
        let (relay, configuration) = try await Server.relay()
        try await Server.withPool(configuration) { pool in
            try await pool.withConnection { _ = try await $0.execute("SELECT 1") }
            relay.stop()
            let task = Task { try await pool.withConnection { try await $0.execute("SELECT 2").count } }
            try await eventually("the caller waits") { pool.statistics.waiting == 1 }
            try relay.start()
            let count = try await task.value
            #expect(count == 1)
        }
    }

    @Test func runEndsWithItsServiceGroup() async throws {
        let pool = PostgresPool(try await Server.configuration(), logger: Logger(label: "test"))
        let count = try await pool.withConnection { try await $0.execute("SELECT 1").count }
        #expect(count == 1)
        let group = ServiceGroup(services: [pool], logger: Logger(label: "test"))
        let running = Task { try await group.run() }
        await group.triggerGracefulShutdown()
        try await running.value
        let error = try await failure { try await pool.withConnection { _ in } }
        #expect(error.code == .closed && pool.statistics.open == 0)

        let cancelled = PostgresPool(try await Server.configuration(), logger: Logger(label: "test"))
        let task = Task { try await cancelled.run() }
        task.cancel()
        try await task.value
        let closed = try await failure { try await cancelled.withConnection { _ in } }
        #expect(closed.code == .closed)
    }

    @Test func closingTurnsWaitersAwayAndWaitsForUsers() async throws {
        let pool = PostgresPool(try await Server.configuration(connections: 1), logger: Logger(label: "test"))
        let (isInside, mayLeave) = (Barrier(2), Barrier(2))
        let user = Task {
            try await pool.withConnection { connection in
                await isInside.arrive()
                await mayLeave.arrive()
                return try await connection.execute("SELECT 1").count
            }
        }
        await isInside.arrive()
        let waiter = Task { try await pool.withConnection { _ in } }
        try await eventually("the second waits") { pool.statistics.waiting == 1 }
        let closing = Task { await pool.close() }
        let error = try await failure { try await waiter.value }
        #expect(error.code == .closed)
        #expect(pool.statistics.open == 1)
        await mayLeave.arrive()
        let count = try await user.value
        await closing.value
        #expect(count == 1 && pool.statistics.open == 0)
    }
}

extension PostgresPool {
    /// Whether a connection of that application runs a statement.
    func isActive(_ name: String) async throws -> Bool {
        try await withConnection {
            try await $0.execute(
                "SELECT 1 FROM pg_stat_activity WHERE application_name = \(name) AND state = 'active'")
        }.count > 0
    }

    func isConnected(_ name: String) async throws -> Bool {
        try await withConnection {
            try await $0.execute("SELECT 1 FROM pg_stat_activity WHERE application_name = \(name)")
        }.count > 0
    }
}
