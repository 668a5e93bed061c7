import AMQP
import Foundation
import Jobs
import LocalServices
import Postgres
import PublicAPI
import Store
import Synchronization
import TestCluster
import TestSupport
import Testing

/// Deliveries come at least once; effects happen exactly once.
@Suite("Jobs: exactly-once effects", .timeLimit(.minutes(3)))
struct EngineTests {
    /// Waits for the end of all jobs, and expects of each that its two messages took effect once, and nothing is left over.
    private func expectAllOnce(_ count: Int, _ cluster: TestCluster) async throws {
        try await eventually(within: .seconds(90), "all jobs have succeeded") {
            try await cluster.jobs(.succeeded) == count
        }
        #expect(try await cluster.effects() == 2 * count)
        let distinct = "SELECT count(DISTINCT subject_id) FROM event WHERE kind = 'test.counted'"
        #expect(try await cluster.number(distinct) == 2 * count)
        #expect(try await cluster.number("SELECT count(*) FROM inbox") == 2 * count)
        #expect(try await cluster.number("SELECT count(*) FROM outbox") == 0)
        #expect(try await cluster.number("SELECT count(*) FROM job WHERE attempts > 0") == 0)
    }

    @Test("Two hundred jobs of two messages each, in all lanes, with progress and the events of each change")
    func many() async throws {
        try await TestCluster.with { cluster in
            try await Engine.with(cluster, handlers: .counting()) { engine in
                let jobs = try await engine.request(200, Count())
                try await expectAllOnce(200, cluster)
                #expect(try await cluster.number("SELECT count(*) FROM job_event WHERE state = 'running'") == 200)
                let attributed = """
                    SELECT count(*) FROM event
                     WHERE kind = 'test.counted' AND job_id IS NOT NULL AND worker = 'ingest'
                    """
                #expect(try await cluster.number(attributed) == 400)
                let last = try #require(jobs.last).job
                try await eventually("progress is told") { try await engine.job(last).progress?.done == 2 }
                try await eventually("no message is left") {
                    try await engine.client.messageCount(queue: "ingest.routine").messages == 0
                }
                #expect(try await engine.client.messageCount(queue: "dead").messages == 0)
            }
        }
    }

    @Test("A message delivered again, at once or after it was handled, changes nothing")
    func copies() async throws {
        try await TestCluster.with { cluster in
            // The first copy to arrive holds the inbox until others have arrived.
            let entered = Atomic(0)
            let handlers = HandlerRegistry.counting { message in
                guard message.payload.step == 1, entered.add(1, ordering: .relaxed).newValue == 1 else { return }
                try await eventually("copies wait") {
                    try await cluster.number("SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'") > 0
                }
            }
            try await Engine.with(cluster, handlers: handlers) { engine in
                let envelope = try await engine.request(1, Count())[0]
                let body = Array(try JSONEncoder().encode(envelope))
                for _ in 0..<3 { try await engine.publish(body, id: envelope.id.text) }
                try await expectAllOnce(1, cluster)
                for _ in 0..<3 { try await engine.publish(body, id: envelope.id.text) }
                try await eventually("the copies are acknowledged") {
                    try await engine.client.messageCount(queue: "ingest.routine").messages == 0
                }
                // A job behind the copies, so that they have been handled when it has.
                _ = try await engine.request(1, Count())
                try await expectAllOnce(2, cluster)
                #expect(try await engine.client.messageCount(queue: "dead").messages == 0)
            }
        }
    }

    @Test("The store's connections are cut again and again, and every message takes effect once")
    func databaseLost() async throws {
        try await TestCluster.with { cluster in
            let handlers = HandlerRegistry.counting { _ in try await Task.sleep(for: .milliseconds(5)) }
            try await Engine.with(cluster, handlers: handlers) { engine in
                _ = try await engine.request(100, Count())
                for share in [20, 60, 100, 140] {
                    try await eventually("\(share) messages are done") { try await cluster.effects() >= share }
                    let cut = try await cluster.number(
                        """
                        SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity
                         WHERE datname = current_database() AND application_name = '\(engine.name)'
                        """)
                    #expect(cut > 0)
                }
                try await expectAllOnce(100, cluster)
                #expect(try await engine.client.messageCount(queue: "dead").messages == 0)
            }
        }
    }

    @Test("The broker's connection is cut, and every message takes effect once")
    func brokerLost() async throws {
        try await TestCluster.with { cluster in
            let handlers = HandlerRegistry.counting { _ in try await Task.sleep(for: .milliseconds(20)) }
            try await Engine.with(cluster, handlers: handlers) { engine in
                _ = try await engine.request(100, Count())
                try await eventually("some messages are done") { try await cluster.effects() >= 20 }
                let broker = cluster.virtualHost.server
                try await eventually("its connection is closed") {
                    let mine = try await broker.listConnections().filter { $0.clientName == engine.name }
                    for connection in mine { try await broker.closeConnection(connection.name) }
                    return !mine.isEmpty
                }
                try await expectAllOnce(100, cluster)
                #expect(try await engine.client.messageCount(queue: "dead").messages == 0)
            }
        }
    }

    @Test("Shut down in the middle, a worker ends what runs and hands back the rest, which another one finishes")
    func shutdown() async throws {
        try await TestCluster.with { cluster in
            let slow = HandlerRegistry.counting { _ in try await Task.sleep(for: .milliseconds(20)) }
            try await Engine.with(cluster, handlers: slow) { engine in
                _ = try await engine.request(200, Count())
                try await eventually("it is in the middle") { try await cluster.effects() >= 20 }
                await engine.shutDown()
            }
            let done = try await cluster.effects()
            #expect((20..<400).contains(done), "it was stopped in the middle")
            #expect(try await cluster.number("SELECT count(*) FROM inbox") == done, "what was begun was ended")
            try await Engine.with(cluster, handlers: .counting()) { engine in
                try await expectAllOnce(200, cluster)
                #expect(try await engine.client.messageCount(queue: "dead").messages == 0)
            }
        }
    }

    @Test("Several workers and relays share the work")
    func several() async throws {
        try await TestCluster.with { cluster in
            let seen = Mutex<Set<String>>([])
            func handlers(_ name: String) -> HandlerRegistry {
                .counting { _ in
                    seen.withLock { _ = $0.insert(name) }
                    try await Task.sleep(for: .milliseconds(5))
                }
            }
            try await Engine.with(cluster, handlers: handlers("a")) { first in
                try await Engine.with(cluster, handlers: handlers("b")) { second in
                    _ = try await first.request(60, Count())
                    _ = try await second.request(60, Count())
                    try await expectAllOnce(120, cluster)
                }
            }
            #expect(seen.withLock { $0 } == ["a", "b"])
        }
    }
}
