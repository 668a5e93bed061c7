import AMQP
import Access
import Composition
import Foundation
import Jobs
import Logging
import Postgres
import PublicAPI
import ServiceLifecycle
import Store
import Synchronization
import TestCluster
import TestSupport
import Testing

/// A worker with its relay, put together as in the program, with the handlers of a test.
struct Engine {
    static let principal = Principal.worker(kind: "test", for: nil)
    static let quiet: Logger = {
        var logger = Logger(label: "jobs.tests")
        logger.logLevel = .critical
        return logger
    }()

    let cluster: TestCluster
    let client: AMQPClient
    let store: Store
    let relay: OutboxRelay
    /// The name of its connections to broker and store.
    let name: String
    private let group: ServiceGroup

    /// Runs `body` beside a running engine, which then is shut down gracefully, if it has not been yet.
    static func with<Result>(
        _ cluster: TestCluster, slots: Int = 4, handlers: HandlerRegistry, _ body: (Engine) async throws -> Result
    ) async throws -> Result {
        let name = "engine-\(UUID().uuidString)"
        let pool = PostgresPool(
            PostgresConfiguration(
                connectionString: try cluster.connections.database(.worker), applicationName: name,
                maximumConnections: slots + 2), logger: quiet)
        let configuration = try AMQPConfiguration(uri: try cluster.connections.brokerURI(), connectionName: name)
        let client = AMQPClient(
            configuration, topology: try Topology.definitions(virtualHost: configuration.virtualHost), logger: quiet)
        let store = Store(pool: pool)
        let relay = OutboxRelay(store: store, client: client, logger: quiet)
        let worker = Worker(
            store: store, client: client, handlers: handlers, slots: slots, relay: relay, logger: quiet)
        let group = ServiceGroup(services: [pool, client, relay, worker], logger: quiet)
        let engine = Engine(
            cluster: cluster, client: client, store: store, relay: relay, name: name, group: group)
        async let running: Void = group.run()
        let outcome: Swift.Result<Result, any Error>
        do {
            try await client.waitUntilConnected(timeout: .seconds(20))
            outcome = .success(try await body(engine))
        } catch {
            outcome = .failure(error)
        }
        await engine.shutDown()
        try await running
        return try outcome.get()
    }

    /// Ends it as SIGTERM does.
    func shutDown() async { await group.triggerGracefulShutdown() }

    /// Asks for jobs of one message each.
    func request<Payload: MessagePayload>(_ count: Int, _ payload: Payload) async throws -> [Envelope<Payload>] {
        let envelopes = (0..<count).map { number in
            Envelope(
                job: .version7(), lane: Lane.allCases[number % 3], subject: Subject(kind: "test", id: "\(number)"),
                payload: payload)
        }
        try await store.transaction(for: Self.principal) { transaction in
            for envelope in envelopes {
                try await transaction.create(
                    NewJob(
                        id: envelope.job, kind: "test", lane: envelope.lane, subjectKind: "test",
                        subjectID: envelope.subject.id))
                try await transaction.send(envelope)
            }
        }
        relay.wake()
        return envelopes
    }

    /// Publishes a body to the workers of ``Count``, past the outbox.
    func publish(_ body: [UInt8], id: String) async throws {
        let message = AMQPMessage(
            exchange: Topology.workExchange, routingKey: Count.worker.queue(.routine), messageID: id, body: body)
        #expect(await client.publish([message]) == [.confirmed])
    }

    func job(_ id: UUID) async throws -> JobRecord {
        try #require(try await store.read(for: Self.principal) { try await $0.job(id) })
    }
}

extension TestCluster {
    /// A number the database tells.
    func number(_ sql: String) async throws -> Int {
        try #require(Int(try await database.run(sql).split(whereSeparator: \.isWhitespace).joined()))
    }

    /// How many messages have taken effect, counted by their traces.
    func effects() async throws -> Int { try await number("SELECT count(*) FROM event WHERE kind = 'test.counted'") }

    func jobs(_ state: JobState) async throws -> Int {
        try await number("SELECT count(*) FROM job WHERE state = '\(state.rawValue)'")
    }
}

/// Counts: leaves one trace a message, and sends a second one after the first.
struct Count: MessagePayload {
    static let kind = "test.count"
    static let schema = 1
    static let worker = WorkerKind.ingest
    var step = 1
}

struct CountHandler: JobHandler {
    /// Runs within the transaction, after the effect.
    var interlude: @Sendable (Envelope<Count>) async throws -> Void = { _ in }

    func handle(_ message: Envelope<Count>, in context: JobContext) async throws {
        try await context.transaction.record(
            DomainEvent("test.counted", subject: "step", "\(message.job.text)/\(message.payload.step)"))
        try await interlude(message)
        if message.payload.step == 1 {
            try await context.follow(message, with: Count(step: 2), subject: message.subject)
        } else {
            context.note(JobProgress(done: 2, total: 2, unit: "steps"))
            try await context.transaction.jobSucceeded(message.job, result: JSONText(text: "{}"))
        }
    }
}

extension HandlerRegistry {
    /// Counting only.
    static func counting(
        _ interlude: @escaping @Sendable (Envelope<Count>) async throws -> Void = { _ in }
    ) -> HandlerRegistry {
        var registry = HandlerRegistry()
        registry.register(CountHandler(interlude: interlude))
        return registry
    }
}
