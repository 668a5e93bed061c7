import Access
import Composition
import Cryptography
import Foundation
import Postgres
import Store
import TestCluster
import Testing

@Suite("Store: jobs, idempotency keys, outbox and inbox", .timeLimit(.minutes(1)))
struct StoreQueueTests {
    private static let worker = Principal.worker(kind: "relay", for: nil)

    private func newJob() -> NewJob {
        NewJob(kind: "import", lane: .routine, subjectKind: "import", subjectID: "1")
    }

    @Test("Ten requests with one key and body at once make one job, and all are told which")
    func key() async throws {
        try await TestCluster.with { cluster in
            let person = try await cluster.person("submitter", group: "a", roles: [.submitter])
            try await cluster.withStore(as: .gateway) { store in
                typealias Answer = (job: UUID, outcome: IdempotencyOutcome)
                let outcomes = try await withThrowingTaskGroup(of: Answer.self) { group in
                    for _ in 0..<10 {
                        group.addTask {
                            let job = newJob()
                            let outcome = try await store.transaction(for: .user(person)) {
                                try await $0.create(job, idempotencyKey: "k", route: "/r", body: SHA256.hash([1]))
                            }
                            return (job.id, outcome)
                        }
                    }
                    return try await group.reduce(into: []) { $0.append($1) }
                }
                let made = outcomes.filter { $0.outcome == .new }.map(\.job)
                #expect(made.count == 1)
                for outcome in outcomes where outcome.outcome != .new {
                    #expect(outcome.outcome == .repeated(job: made[0]))
                }
                let jobs = try await store.read(for: .user(person)) {
                    try await $0.jobs(before: nil, state: nil, limit: 100)
                }
                #expect(jobs.map(\.id) == made)
            }
        }
    }

    @Test("A key with another body is a conflict; another person's or route's key is another key")
    func scope() async throws {
        try await TestCluster.with { cluster in
            let alice = try await cluster.person("alice", group: "a", roles: [.submitter])
            let bob = try await cluster.person("bob", group: "a", roles: [.submitter])
            try await cluster.withStore(as: .gateway) { store async throws in
                func outcome(_ person: Person, _ key: String?, _ route: String, _ body: UInt8) async throws
                    -> IdempotencyOutcome
                {
                    try await store.transaction(for: .user(person)) {
                        try await $0.create(newJob(), idempotencyKey: key, route: route, body: SHA256.hash([body]))
                    }
                }
                #expect(try await outcome(alice, "k", "/r", 1) == .new)
                #expect(try await outcome(alice, "k", "/r", 2) == .conflict)
                #expect(try await outcome(alice, "k", "/s", 2) == .new)
                #expect(try await outcome(alice, "l", "/r", 2) == .new)
                #expect(try await outcome(bob, "k", "/r", 2) == .new)
                #expect(try await outcome(alice, nil, "/r", 1) == .new)
                #expect(try await outcome(alice, nil, "/r", 1) == .new)
                // A request that came to nothing leaves its key free.
                await #expect(throws: Abandoned.self) {
                    try await store.transaction(for: .user(alice)) { transaction in
                        _ = try await transaction.create(
                            newJob(), idempotencyKey: "m", route: "/r", body: SHA256.hash([1]))
                        throw Abandoned()
                    }
                }
                #expect(try await outcome(alice, "m", "/r", 2) == .new)
            }
        }
    }

    /// Runs `body` with a store of a worker and a job.
    private func withJob(_ body: (TestCluster, Store, UUID) async throws -> Void) async throws {
        try await TestCluster.with { cluster in
            try await cluster.withStore(as: .worker) { store in
                let job = newJob()
                try await store.transaction(for: Self.worker) { try await $0.create(job) }
                try await body(cluster, store, job.id)
            }
        }
    }

    private func enqueue(_ count: Int, job: UUID, _ store: Store) async throws -> [UUID] {
        try await store.transaction(for: Self.worker) { transaction in
            var ids: [UUID] = []
            for _ in 0..<count {
                let id = UUID.version7()
                try await transaction.enqueue(id: id, job: job, routingKey: "q", body: RawJSON(text: #"{ "a" : 1 }"#))
                ids.append(id)
            }
            return ids
        }
    }

    @Test("A message is claimed once, also when two hold a copy at the same time, and then leaves the outbox")
    func claim() async throws {
        try await withJob { _, store, job in
            let message = try await enqueue(1, job: job, store)[0]
            await #expect(throws: Abandoned.self) {
                try await store.transaction(for: Self.worker) { transaction in
                    #expect(try await transaction.claim(message: message, handler: "h", job: job))
                    throw Abandoned()
                }
            }
            let waiting = try await store.read(for: Self.worker) { try await $0.outboxLag().count }
            #expect(waiting == 1, "a claim that is rolled back claims nothing")
            let claims = try await withThrowingTaskGroup(of: Bool.self) { group in
                for _ in 0..<6 {
                    group.addTask {
                        try await store.transaction(for: Self.worker) {
                            try await $0.claim(message: message, handler: "h", job: job)
                        }
                    }
                }
                return try await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
            }
            #expect(claims == 1)
            try await store.transaction(for: Self.worker) { transaction async throws in
                #expect(try await !transaction.claim(message: message, handler: "h", job: job))
                #expect(try await transaction.claimUnpublished(limit: 10).isEmpty)
            }
        }
    }

    @Test("Relays share what waits, without overlap or waiting for each other; what is published is not sent again")
    func relays() async throws {
        try await withJob { _, store, job in
            // By id: of the same millisecond they are in no order.
            let all = try await enqueue(40, job: job, store).sorted { $0.text < $1.text }
            let (first, second) = try await store.transaction(for: Self.worker) { one in
                let first = try await one.claimUnpublished(limit: 20)
                let second = try await store.transaction(for: Self.worker) { other in
                    let second = try await other.claimUnpublished(limit: 30)
                    try await other.markPublished(second.map(\.id))
                    return second
                }
                return (first, second)
            }
            #expect(first.map(\.id) == Array(all[..<20]), "the oldest first")
            #expect(second.map(\.id) == Array(all[20...]))
            #expect(first[0].routingKey == "q")
            #expect(first[0].body.text == #"{ "a" : 1 }"#, "sent byte by byte as it was written")
            try await store.transaction(for: Self.worker) { transaction async throws in
                #expect(try await transaction.outboxLag().count == 20)
                #expect(try await transaction.claimUnpublished(limit: 100).map(\.id) == Array(all[..<20]))
            }
        }
    }

    @Test("A job that has ended stays as it ended, and its events tell each change once")
    func endings() async throws {
        try await withJob { _, store, job in
            try await store.transaction(for: Self.worker) { transaction in
                try await transaction.jobStarted(job)
                try await transaction.jobStarted(job)
                try await transaction.note(JobProgress(done: 5, total: 9, unit: "records"), ofJob: job)
                try await transaction.note(JobProgress(done: 3, total: 9, unit: "records"), ofJob: job)
                try await transaction.jobSucceeded(job, result: JSONText(text: #"{"a": 1}"#))
                try await transaction.jobEnded(job, .refused, problem: JSONText(text: "{}"))
                try await transaction.jobSucceeded(job, result: JSONText(text: #"{"a": 2}"#))
                let record = try #require(try await transaction.job(job))
                #expect((record.state, record.result?.text) == (.succeeded, #"{"a": 1}"#))
                #expect(record.problem == nil)
                #expect(record.progress == JobProgress(done: 5, total: 9, unit: "records"), "progress never goes back")
                let events = try await transaction.events(ofJob: job, after: 0)
                #expect(events.map(\.state) == [.queued, .running, .succeeded])
                let later = try await transaction.events(ofJob: job, after: events[1].sequence)
                #expect(later.map(\.state) == [.succeeded])
            }
        }
    }
}
