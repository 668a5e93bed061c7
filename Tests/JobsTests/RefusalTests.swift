import AMQP
import Foundation
import Jobs
import Postgres
import PublicAPI
import Store
import TestCluster
import TestSupport
import Testing

/// Asks for a job that is answered with no.
private struct Hopeless: MessagePayload {
    static let kind = "test.hopeless"
    static let schema = 1
    static let worker = WorkerKind.filter

    enum Reason: String, Codable { case refused, failed, broken }
    var reason: Reason
}

private struct HopelessHandler: JobHandler {
    /// What must not reach anybody outside the log.
    struct Broken: Error {
        let secret = "patient-17"
    }

    func handle(_ message: Envelope<Hopeless>, in context: JobContext) async throws {
        try await context.transaction.record(DomainEvent("test.counted", subject: "job", message.job.text))
        try await context.follow(message, with: Count(), subject: message.subject)
        try await context.transaction.jobSucceeded(message.job, result: JSONText(text: "{}"))
        guard message.payload.reason != .broken else { throw Broken() }
        let problem = Problem(status: 422, code: "no-good", title: "No good", detail: "Try something else.")
        throw JobRefusal(problem, isFailure: message.payload.reason == .failed) { transaction in
            try await transaction.record(DomainEvent("test.consequence", subject: "job", message.job.text))
        }
    }
}

@Suite("Jobs: answers of no", .timeLimit(.minutes(2)))
struct RefusalTests {
    private static var handlers: HandlerRegistry {
        var registry = HandlerRegistry.counting()
        registry.register(HopelessHandler())
        return registry
    }

    private func ended(_ reason: Hopeless.Reason, _ engine: Engine) async throws -> JobRecord {
        let envelope = try await engine.request(1, Hopeless(reason: reason))[0]
        try await eventually("the job has ended") { try await engine.job(envelope.job).state.isFinal }
        // A copy of the message finds the answer given.
        let message = AMQPMessage(
            exchange: Topology.workExchange, routingKey: Hopeless.worker.queue(.urgent), messageID: envelope.id.text,
            body: Array(try JSONEncoder().encode(envelope)))
        #expect(await engine.client.publish([message]) == [.confirmed])
        try await eventually("the copy is taken") {
            try await engine.client.messageCount(queue: message.routingKey).messages == 0
        }
        return try await engine.job(envelope.job)
    }

    /// Nothing of the handler's work is left; its message counts as handled.
    private func expectNoEffects(_ consequences: Int, _ cluster: TestCluster) async throws {
        #expect(try await cluster.effects() == 0)
        #expect(try await cluster.number("SELECT count(*) FROM outbox") == 0)
        #expect(try await cluster.number("SELECT count(*) FROM inbox") == 1)
        let sql = "SELECT count(*) FROM event WHERE kind = 'test.consequence'"
        #expect(try await cluster.number(sql) == consequences)
    }

    @Test(
        "A refusal ends the job with its problem, takes back the effects and draws the consequence",
        arguments: [false, true])
    func refusal(isFailure: Bool) async throws {
        try await TestCluster.with { cluster in
            try await Engine.with(cluster, handlers: Self.handlers) { engine in
                let job = try await ended(isFailure ? .failed : .refused, engine)
                #expect(job.state == (isFailure ? .failed : .refused))
                #expect(job.result == nil)
                let problem = try #require(job.problem).decode(as: Problem.self)
                #expect((problem.code, problem.status, problem.detail) == ("no-good", 422, "Try something else."))
                try await expectNoEffects(1, cluster)
                let events = try await engine.store.read(for: Engine.principal) {
                    try await $0.events(ofJob: job.id, after: 0)
                }
                #expect(events.map(\.state) == [.queued, .running, job.state])
                #expect(try await engine.client.messageCount(queue: "dead").messages == 0)
            }
        }
    }

    @Test("An unexpected failure fails the job, and its problem tells where to look but not what was seen")
    func failure() async throws {
        try await TestCluster.with { cluster in
            try await Engine.with(cluster, handlers: Self.handlers) { engine in
                let job = try await ended(.broken, engine)
                #expect(job.state == .failed)
                let problem = try #require(job.problem).decode(as: Problem.self)
                #expect((problem.code, problem.status) == ("internal-error", 500))
                #expect(problem.detail.contains(job.id.text))
                #expect(job.problem?.text.contains("patient-17") == false)
                try await expectNoEffects(0, cluster)
            }
        }
    }

    @Test("What is no message of ours goes to the dead letters, and the rest goes on")
    func garbage() async throws {
        try await TestCluster.with { cluster in
            try await Engine.with(cluster, handlers: Self.handlers) { engine in
                let good = try await engine.request(1, Count())[0]
                let text = String(decoding: try JSONEncoder().encode(good), as: UTF8.self)
                let bodies = [
                    "", "not JSON", "[]", #"{"id": 1}"#, text.replacing("test.count", with: "test.unknown"),
                    text.replacing(#""schema":1"#, with: #""schema":2"#),
                    text.replacing(#""lane":"urgent""#, with: #""lane":"x""#),
                ]
                for (number, body) in bodies.enumerated() {
                    #expect(body != text)
                    try await engine.publish(Array(body.utf8), id: "bad-\(number)")
                }
                try await eventually("all are dead") {
                    try await engine.client.messageCount(queue: "dead").messages == bodies.count
                }
                var dead = engine.client.consume(AMQPConsumer(queue: "dead", prefetch: 10)).makeAsyncIterator()
                var kept: [String: [UInt8]] = [:]
                while kept.count < bodies.count, let delivery = await dead.next() {
                    kept[delivery.messageID] = delivery.body
                    try await engine.client.acknowledge(delivery)
                }
                for (number, body) in bodies.enumerated() { #expect(kept["bad-\(number)"] == Array(body.utf8)) }
                try await eventually("the good one is done") { try await cluster.jobs(.succeeded) == 1 }
                #expect(try await cluster.effects() == 2)
            }
        }
    }

    @Test("A message whose payload lacks something fails its job, rather than being tried for ever")
    func payload() async throws {
        try await TestCluster.with { cluster in
            try await Engine.with(cluster, handlers: Self.handlers) { engine in
                let job = NewJob(kind: "test", lane: .routine, subjectKind: "test", subjectID: "1")
                try await engine.store.transaction(for: Engine.principal) { try await $0.create(job) }
                let envelope = Envelope(
                    job: job.id, lane: .routine, subject: Subject(kind: "test", id: "1"), payload: Count())
                let text = String(decoding: try JSONEncoder().encode(envelope), as: UTF8.self)
                let body = text.replacing(#""step":1"#, with: #""other":1"#)
                #expect(body != text)
                try await engine.publish(Array(body.utf8), id: envelope.id.text)
                try await eventually("the job has ended") { try await engine.job(job.id).state == .failed }
            }
        }
    }
}
