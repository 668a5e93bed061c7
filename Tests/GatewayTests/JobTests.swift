import AsyncHTTPClient
import Client
import Foundation
import Gateway
import Jobs
import NIOCore
import NIOHTTP1
import PublicAPI
import TestCluster
import Testing

/// Jobs: waiting for their end, and following them.
@Suite(.serialized) struct JobTests {
    @Test(.timeLimit(.minutes(3))) func waitingAnswersAtTheEndOrInTime() async throws {
        var limits = GatewayLimits()
        limits.wait = 1
        try await Gate.withSubmitter(limits: limits) { ann in
            let id = try await ann.announce(SmallFamily()).value(ImportView.self).id
            let clock = ContinuousClock()
            for preference in ["wait=1", "respond-async, wait=100"] {
                var job: JobView?
                let time = try await clock.measure {
                    job = try await ann.get("/api/v1/jobs/\(id.text)", headers: ["Prefer": preference]).value()
                }
                #expect(job?.state == "waiting")
                #expect(job?.waitingFor == "its files")
                #expect(time >= .milliseconds(950) && time < .seconds(20), "\(preference): \(time)")
            }
            for preference in ["wait=x", "wait=-1", "wait"] {
                let reply = try await ann.get("/api/v1/jobs/\(id.text)", headers: ["Prefer": preference])
                #expect(reply.status == 200)
            }
        }
        try await Gate.withSubmitter(workers: Set(WorkerKind.allCases)) { ann in
            let id = try await ann.submit(SmallFamily()).job
            #expect(try await ann.ended(id).state == "succeeded")
        }
    }

    @Test(.timeLimit(.minutes(3))) func aStreamTellsEveryChangeInOrderAndGoesOnWhereItBroke() async throws {
        try await Gate.withSubmitter(workers: Set(WorkerKind.allCases)) { ann in
            let family = SmallFamily()
            let id = try await ann.announce(family).value(ImportView.self).id
            let live = try await withThrowingTaskGroup(of: [ServerSentEvent].self) { tasks in
                tasks.addTask { try await Self.events(ann, id) }
                for file in family.files { #expect(try await ann.put(file.name, file.bytes, to: id).status == 200) }
                return try await tasks.next() ?? []
            }
            try Self.expect(live, ["waiting", "queued", "running", "succeeded"])
            let afterwards = try await Self.events(ann, id)
            #expect(afterwards.filter { $0.name == "state" }.map(\.id) == live.filter { $0.name == "state" }.map(\.id))
            try Self.expect(afterwards, ["waiting", "queued", "running", "succeeded"])

            let ids = afterwards.filter { $0.name == "state" }.compactMap(\.id)
            try Self.expect(try await Self.events(ann, id, after: ids[1]), ["running", "succeeded"])
            try Self.expect(try await Self.events(ann, id, after: ids[3]), [])
            try await ann.get("/api/v1/jobs/\(UUID().text)/events").expectProblem(404, "not-found")
        }
    }

    /// The events of a stream until it ends.
    private static func events(_ gate: Gate, _ job: UUID, after last: String? = nil) async throws -> [ServerSentEvent] {
        let headers = last.map { ["Last-Event-ID": $0] } ?? [:]
        let response = try await gate.open(.GET, "/api/v1/jobs/\(job.text)/events", headers: headers)
        #expect(response.headers.first(name: "Content-Type") == "text/event-stream")
        var parser = ServerSentEventParser()
        var events: [ServerSentEvent] = []
        for try await buffer in response.body { events += parser.consume(buffer.readableBytesView) }
        return events
    }

    /// Each change of state has an id above the last and the job as of then: only the last one is final.
    private static func expect(_ events: [ServerSentEvent], _ states: [String]) throws {
        let changes = events.filter { $0.name == "state" }
        let views = try changes.map { try JSONDecoder.publicAPI().decode(JobView.self, from: Data($0.data.utf8)) }
        #expect(views.map(\.state) == states)
        #expect(views.map(\.isFinal) == states.map { $0 == "succeeded" })
        #expect(views.map { $0.result != nil } == states.map { $0 == "succeeded" })
        let ids = changes.compactMap { $0.id.flatMap { Int64($0) } }
        #expect(ids.count == states.count)
        #expect(ids == ids.sorted() && Set(ids).count == ids.count)
        #expect(events.allSatisfy { $0.name == "state" || $0.name == "progress" })
    }
}
