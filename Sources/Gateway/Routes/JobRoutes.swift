import Access
import Foundation
import HTTPTypes
import Hummingbird
import NIOCore
import Postgres
import PublicAPI
import ServiceLifecycle
import Store

/// Jobs: what is under way, how far it is, what came of it.
struct JobRoutes {
    let services: GatewayServices

    func add(to router: some RouterMethods<GatewayContext>) {
        router.get("jobs", use: list)
        router.get("jobs/{id}", use: show)
        router.get("jobs/{id}/events", use: events)
    }

    @Sendable func list(_ request: Request, context: GatewayContext) async throws -> Response {
        _ = try context.principal.requirePerson()
        let size = try request.pageSize()
        let cursor = try request.cursor()
        let state = try request.uri.queryParameters.get("state").map { text in
            guard let state = JobState(rawValue: text) else {
                throw Problem.malformed(
                    "The state is one of \(JobState.allCases.map(\.rawValue).joined(separator: ", ")).",
                    pointer: "state")
            }
            return state
        }
        let jobs = try await services.read(context) { try await $0.jobs(before: cursor, state: state, limit: size + 1) }
        let page = jobs.prefix(size)
        return try .json(
            Page(items: try page.map { try JobView($0) }, next: jobs.count > size ? page.last?.id.text : nil))
    }

    @Sendable func show(_ request: Request, context: GatewayContext) async throws -> Response {
        _ = try context.principal.requirePerson()
        let id = try context.parameters.require("id", as: UUID.self)
        let wait = request.preferredWait(limit: services.limits.wait)
        let job = try await JobWatch(services: services, context: context).job(id, waitingSeconds: wait ?? 0)
        guard let job else { throw Problem.notFound("job") }
        return try .json(try JobView(job))
    }

    /// A job's changes as server-sent events, from the one after `Last-Event-ID` on, at whichever gateway.
    @Sendable func events(_ request: Request, context: GatewayContext) async throws -> Response {
        _ = try context.principal.requirePerson()
        let id = try context.parameters.require("id", as: UUID.self)
        let last = HTTPField.Name("Last-Event-ID").flatMap { request.headers[$0] }.flatMap { Int64($0) } ?? 0
        guard try await services.read(context, { try await $0.job(id) }) != nil else { throw Problem.notFound("job") }
        let watch = JobWatch(services: services, context: context)
        return Response(
            status: .ok, headers: [.contentType: "text/event-stream", .cacheControl: "no-store"],
            body: ResponseBody { writer in
                try await watch.stream(id, after: last, to: &writer)
                try await writer.finish(nil)
            })
    }
}

/// Watches jobs by reading their rows: the rows are the truth, and a change is seen within a fraction of a second.
struct JobWatch: Sendable {
    let services: GatewayServices
    let context: GatewayContext

    /// A job; waits for its end up to some seconds.
    func job(_ id: UUID, waitingSeconds: Int) async throws -> JobRecord? {
        let deadline = ContinuousClock.now + .seconds(waitingSeconds)
        var pause = Duration.milliseconds(10)
        while true {
            let job = try await services.read(context) { try await $0.job(id) }
            guard let job, !job.state.isFinal, ContinuousClock.now < deadline else { return job }
            try await Task.sleep(for: min(pause, deadline - .now))
            pause = min(pause * 2, .milliseconds(100))
        }
    }

    /// Writes a job's changes as server-sent events until it has ended or the gateway shuts down.
    @concurrent func stream(_ id: UUID, after last: Int64, to writer: inout any ResponseBodyWriter) async throws {
        var last = last
        var progress: JobProgress?
        var idle = 0
        var hasEnded = false
        while !Task.isShuttingDownGracefully {
            // The events first: the job is then at least as new as they are, so that none is told with an older job.
            let (events, job) = try await services.read(context) { transaction in
                (try await transaction.events(ofJob: id, after: last), try await transaction.job(id))
            }
            guard let job else { return }
            if let now = job.progress, now != progress {
                progress = now
                try await writer.write(
                    try Self.event("progress", JobView.Progress(done: now.done, total: now.total, unit: now.unit)))
                idle = 0
            }
            for event in events {
                last = event.sequence
                try await writer.write(try Self.event("state", try JobView(job.at(event)), id: event.sequence))
                idle = 0
            }
            // It may have ended between the two questions; its last event is then still to come.
            if job.state.isFinal, hasEnded || events.last?.state.isFinal == true { return }
            hasEnded = job.state.isFinal
            idle += 1
            // A comment now and then, so that nobody between us takes the stream for dead.
            if idle.isMultiple(of: 100) { try await writer.write(ByteBuffer(string: ": alive\n\n")) }
            try await Task.sleep(for: .milliseconds(100))
        }
    }

    private static func event(_ name: String, _ data: some Encodable, id: Int64? = nil) throws -> ByteBuffer {
        let json = String(decoding: try JSONEncoder.publicAPI().encode(data), as: UTF8.self)
        return ByteBuffer(string: (id.map { "id: \($0)\n" } ?? "") + "event: \(name)\ndata: \(json)\n\n")
    }
}

extension JobView {
    /// - Throws: when a stored document is not what this program writes.
    init(_ job: JobRecord) throws {
        self.init(
            id: job.id, kind: job.kind, lane: job.lane.rawValue, state: job.state.rawValue, waitingFor: job.waitingFor,
            subject: Subject(kind: job.subjectKind, id: job.subjectID), attempts: job.attempts,
            progress: job.progress.map { Progress(done: $0.done, total: $0.total, unit: $0.unit) },
            result: try job.result?.decode(as: [String: String].self),
            problem: try job.problem?.decode(as: Problem.self), created: job.createdAt, started: job.startedAt,
            finished: job.finishedAt)
    }
}

extension JobRecord {
    /// As it was with a change of its state: what came of it later is not told yet.
    fileprivate func at(_ event: JobEvent) -> JobRecord {
        guard event.state != state else { return self }
        var job = self
        job.state = event.state
        job.result = nil
        job.problem = nil
        job.finishedAt = nil
        if event.state == .waiting || event.state == .queued { job.startedAt = nil }
        return job
    }

    /// Why it does not run.
    fileprivate var waitingFor: String? {
        switch state {
        case .waiting: "its files"
        case .queued: "a worker that takes \(kind) jobs from the \(lane.rawValue) lane"
        default: nil
        }
    }
}
