import Client
import Foundation
import Hummingbird
import PublicAPI
import Synchronization
import Testing

@Suite struct FollowingTests {
    private let id = UUID()

    @Test func picksUpTheStreamBehindTheLastEvent() async throws {
        let seen = Mutex<[String?]>([])
        let updates = try await TestServer.run { request in
            #expect(request.uri.path == "/api/v1/jobs/\(id.uuidString.lowercased())/events")
            #expect(request.header("Authorization") == "Bearer secret")
            let lastEventID = request.header("Last-Event-ID")
            let count = seen.withLock { seen in
                seen.append(lastEventID)
                return seen.count
            }
            switch count {
            case 1:
                return .events(try Samples.event(10, Samples.job("queued", id: id)) + Samples.progress(11, 5, of: 9))
            // A stream that says nothing, and one that breaks off within an event.
            case 2: return .events(": heartbeat\n\n")
            case 3: return .events(Samples.progress(12, 7, of: 9) + "id: 13\nevent: state\ndata: {")
            default:
                return .events(
                    try Samples.event(13, Samples.job("succeeded", id: id)) + Samples.progress(14, 0, of: 1))
            }
        } _: { server in
            try await collect(CistronClient.test(server).follow(job: id))
        }
        #expect(updates == ["queued", "5/9", "7/9", "succeeded"])
        #expect(seen.withLock(\.self) == [nil, "11", "11", "12"])
    }

    @Test func survivesAConnectionThatBreaks() async throws {
        struct Broken: Error {}
        let count = Mutex(0)
        let updates = try await TestServer.run { _ in
            guard
                (count.withLock {
                    $0 += 1; return $0
                }) == 1
            else {
                return .events(try Samples.event(2, Samples.job("failed", id: id)))
            }
            let first = try Samples.event(1, Samples.job("running", id: id))
            return Response(
                status: .ok, headers: [.contentType: "text/event-stream"],
                body: ResponseBody { writer in
                    try await writer.write(ByteBuffer(string: first))
                    throw Broken()
                })
        } _: { server in
            try await collect(CistronClient.test(server).follow(job: id))
        }
        #expect(updates == ["running", "failed"])
    }

    @Test(arguments: [404, 501, 200]) func asksWhereThereIsNoStream(_ status: Int) async throws {
        let count = Mutex(0)
        let waits = Mutex<[String?]>([])
        let updates = try await TestServer.run { request in
            if request.uri.path.hasSuffix("/events") {
                return Response(status: .init(code: status), headers: [.contentType: "text/html"])
            }
            waits.withLock { $0.append(request.header("Prefer")) }
            switch count.withLock({
                $0 += 1; return $0
            }) {
            case 1: return try .json(Samples.job("queued", id: id))
            case 2, 3: return try .json(Samples.job("running", id: id))
            case 4:
                return try .json(
                    Samples.job("running", id: id, progress: .init(done: 3, total: 4, unit: "records")))
            default: return try .json(Samples.job("succeeded", id: id))
            }
        } _: { server in
            try await collect(CistronClient.test(server).follow(job: id))
        }
        #expect(updates == ["queued", "running", "3/4", "succeeded"])
        #expect(waits.withLock(\.self) == [nil, "wait=1", "wait=1", "wait=1", "wait=1"])
    }

    @Test func asksWhenStreamsStayEmpty() async throws {
        let updates = try await TestServer.run { request in
            request.uri.path.hasSuffix("/events") ? .events("") : try .json(Samples.job("cancelled", id: id))
        } _: { server in
            try await collect(CistronClient.test(server).follow(job: id))
        }
        #expect(updates == ["cancelled"])
    }

    @Test func givesUpOnAServerThatIsGone() async throws {
        let client = CistronClient.test("http://127.0.0.1:\(try RawServer.unusedPort())")
        await #expect(throws: ClientError.unreachable(server: client.server)) {
            try await collect(client.follow(job: id))
        }
    }

    @Test func saysThatThereIsNoSuchJob() async throws {
        let problem = Problem(status: 404, code: "not-found", title: "Not found", detail: "")
        try await TestServer.run { _ in
            try .problem(problem)
        } _: { server in
            await #expect(throws: ClientError.problem(problem)) {
                try await collect(CistronClient.test(server).follow(job: id))
            }
        }
    }

    @Test func endsWhenTheListenerIsCancelled() async throws {
        try await TestServer.run { _ in
            let first = try Samples.event(1, Samples.job("running", id: id))
            return Response(
                status: .ok, headers: [.contentType: "text/event-stream"],
                body: ResponseBody { writer in
                    try await writer.write(ByteBuffer(string: first))
                    // Heartbeats until the listener has gone.
                    while true {
                        try await writer.write(ByteBuffer(string: ":\n"))
                        try await Task.sleep(for: .milliseconds(10))
                    }
                })
        } _: { server in
            let (states, continuation) = AsyncStream.makeStream(of: String.self)
            await withTaskGroup(of: Bool.self) { group in
                group.addTask {
                    do {
                        for try await update in CistronClient.test(server).follow(job: id) {
                            if case .state(let view) = update { continuation.yield(view.state) }
                        }
                        return false
                    } catch { return error is CancellationError }
                }
                #expect(await states.first { _ in true } == "running")
                group.cancelAll()
                #expect(await group.next() == true)
            }
        }
    }
}
