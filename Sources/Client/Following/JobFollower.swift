import AsyncHTTPClient
import Foundation
import NIOCore
import NIOHTTP1
import PublicAPI

/// Follows one job, pulled by whoever listens: an event stream, picked up again where it broke, or questions when there
/// is none.
///
/// All of it runs off the listener's actor (`@concurrent`), because the iterator of a response's body may not be handed
/// between actors.
final class JobFollower {
    private let client: CistronClient
    private let job: UUID
    private var mode = Mode.connecting
    private var ready: ArraySlice<JobUpdate> = []
    private var lastEventID: String?
    /// Pauses left before the job counts as unreachable; all of them again after every sign of life.
    private var pauses: ArraySlice<Duration>
    /// Streams that ended without an event, one after the other.
    private var emptyStreams = 0
    private var last: JobView?

    private enum Mode {
        case connecting
        case streaming(HTTPClientResponse.Body.AsyncIterator, ServerSentEventParser)
        case asking
        case ended
    }

    init(client: CistronClient, job: UUID) {
        self.client = client
        self.job = job
        pauses = client.patience.followingPauses[...]
    }

    /// The next news; nil behind the final state.
    @concurrent
    func next() async throws -> JobUpdate? {
        while true {
            if let update = ready.popFirst() {
                if case .state(let view) = update, view.isFinal {
                    mode = .ended
                    ready = []
                }
                return update
            }
            switch mode {
            case .connecting: try await connect()
            case .streaming(let iterator, let parser): try await read(iterator, parser)
            case .asking: try await ask()
            case .ended: return nil
            }
        }
    }

    @concurrent
    private func connect() async throws {
        var call = Call(.get, "api", "v1", "jobs", job.text, "events").header("Accept", "text/event-stream")
        call = call.header("Last-Event-ID", lastEventID)
        call.timeLimit = nil
        do {
            let response = try await client.open(call)
            guard response.headers.first(name: "content-type")?.hasPrefix("text/event-stream") == true else {
                mode = .asking
                return
            }
            mode = .streaming(response.body.makeAsyncIterator(), ServerSentEventParser(lastEventID: lastEventID))
        } catch {
            switch try client.classified(error) {
            case .unreachable: try await pause()
            // Whatever is wrong with the stream, the job itself tells whether it is wrong with the job.
            case .problem, .unexpected: mode = .asking
            case .input(let fault): throw ClientError.input(fault)
            }
        }
    }

    @concurrent
    private func read(_ iterator: HTTPClientResponse.Body.AsyncIterator, _ parser: ServerSentEventParser) async throws {
        var (iterator, parser) = (iterator, parser)
        let chunk: ByteBuffer?
        do {
            chunk = try await iterator.next()
        } catch {
            // A broken stream is one that ended.
            _ = try client.classified(error)
            chunk = nil
        }
        guard let chunk else { return try await streamEnded() }
        pauses = client.patience.followingPauses[...]
        for event in parser.consume(chunk.readableBytesView) { try take(event) }
        mode = .streaming(iterator, parser)
    }

    private func take(_ event: ServerSentEvent) throws {
        lastEventID = event.id
        emptyStreams = 0
        let decoder = JSONDecoder.publicAPI()
        do {
            switch event.name {
            case "state": ready.append(.state(try decoder.decode(JobView.self, from: Data(event.data.utf8))))
            case "progress":
                ready.append(.progress(try decoder.decode(JobView.Progress.self, from: Data(event.data.utf8))))
            // A newer server may tell more.
            default: break
            }
        } catch {
            throw ClientError.unexpected(status: 200)
        }
    }

    /// Streams end when a gateway is replaced; three in a row that say nothing are no help, so the job is asked
    /// instead.
    @concurrent
    private func streamEnded() async throws {
        emptyStreams += 1
        mode = emptyStreams < 3 ? .connecting : .asking
        try await pause()
    }

    @concurrent
    private func ask() async throws {
        let view: JobView
        do {
            view = try await client.job(job, wait: last == nil ? 0 : 1)
        } catch ClientError.unreachable {
            return try await pause()
        }
        pauses = client.patience.followingPauses[...]
        defer { last = view }
        guard let last, last.state == view.state, !view.isFinal else {
            ready.append(.state(view))
            return
        }
        if let progress = view.progress, progress != last.progress { ready.append(.progress(progress)) }
        // A server that does not wait for the end of the job must not be flooded.
        if ready.isEmpty { try await Task.sleep(for: .milliseconds(200)) }
    }

    @concurrent
    private func pause() async throws {
        guard let pause = pauses.popFirst() else { throw ClientError.unreachable(server: client.server) }
        try await Task.sleep(for: pause)
    }
}
