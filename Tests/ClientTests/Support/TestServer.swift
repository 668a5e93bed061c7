import Client
import Foundation
import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import PublicAPI
import ServiceLifecycle

/// A real HTTP server on a loopback port of its own, which answers as a test says.
enum TestServer {
    /// What a test does with a request.
    typealias Handler = @Sendable (_ request: Request) async throws -> Response

    /// Runs a server as long as a body needs it.
    ///
    /// - Parameters:
    ///   - port: 0 for any.
    ///   - body: gets the server's address.
    @discardableResult
    static func run<Result: Sendable>(
        port: Int = 0, _ handler: @escaping Handler, _ body: @Sendable (_ server: String) async throws -> Result
    ) async throws -> Result {
        let (ports, continuation) = AsyncStream.makeStream(of: Int.self)
        var logger = Logger(label: "test")
        logger.logLevel = .critical
        let application = Application(
            responder: CallbackResponder<BasicRequestContext> { request, _ in try await handler(request) },
            configuration: ApplicationConfiguration(address: .hostname("127.0.0.1", port: port)),
            onServerRunning: { channel in
                continuation.yield(channel.localAddress?.port ?? 0)
                continuation.finish()
            }, logger: logger)
        let services = ServiceGroup(services: [application], logger: logger)
        return try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                defer { continuation.finish() }
                try await services.run()
            }
            guard let port = await ports.first(where: { _ in true }) else { throw NotRunning() }
            // A server that is cancelled, rather than shut down, may leave connections behind that nobody reads.
            do {
                let result = try await body("http://127.0.0.1:\(port)")
                await services.triggerGracefulShutdown()
                try await group.waitForAll()
                return result
            } catch {
                await services.triggerGracefulShutdown()
                throw error
            }
        }
    }

    struct NotRunning: Error {}
}

extension Response {
    /// JSON as the API writes it.
    static func json(_ value: some Encodable, status: HTTPResponse.Status = .ok) throws -> Response {
        Response(
            status: status, headers: [.contentType: "application/json"],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: try JSONEncoder.publicAPI().encode(value))))
    }

    /// A problem document.
    static func problem(_ problem: Problem) throws -> Response {
        Response(
            status: HTTPResponse.Status(code: problem.status), headers: [.contentType: "application/problem+json"],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: try JSONEncoder.publicAPI().encode(problem))))
    }

    /// An event stream that says something and ends.
    static func events(_ text: String) -> Response {
        Response(
            status: .ok, headers: [.contentType: "text/event-stream"],
            body: ResponseBody(byteBuffer: ByteBuffer(string: text)))
    }
}

extension Request {
    /// A header by its name.
    func header(_ name: String) -> String? { HTTPField.Name(name).flatMap { headers[$0] } }

    /// `GET /path?query`.
    var line: String { "\(method.rawValue) \(uri.string)" }
}

extension CistronClient {
    /// A client that does not wait long.
    static func test(
        _ server: String, _ credentials: Credentials = .token("secret"), pauses: Int = 3
    ) -> CistronClient {
        let pauses = Array(repeating: Duration.milliseconds(20), count: pauses)
        return CistronClient(
            server: server, credentials: credentials, patience: Patience(pauses: pauses, followingPauses: pauses))
    }
}
