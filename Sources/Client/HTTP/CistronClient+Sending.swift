import AsyncHTTPClient
import Foundation
import NIOCore
import NIOHTTP1
import PublicAPI

/// An answer that is not an error, complete.
struct Answer: Sendable {
    var status: Int
    var mediaType: String?
    var body: Data
}

extension CistronClient {
    /// No answer of the API is larger.
    private static let answerLimit = 512 << 20

    /// Sends a call and reads the answer.
    ///
    /// - Throws: ``ClientError/problem(_:)`` for every answer of status 400 and above.
    func send(_ call: Call) async throws -> Answer {
        try await retrying(call) {
            let response = try await open(call)
            let body = try await response.body.collect(upTo: Self.answerLimit)
            return Answer(
                status: Int(response.status.code), mediaType: response.headers.first(name: "content-type"),
                body: Data(body.readableBytesView))
        }
    }

    /// Sends a call and decodes the answer's JSON.
    func fetch<Value: Decodable>(_ call: Call, as type: Value.Type = Value.self) async throws -> Value {
        try decode(Value.self, from: try await send(call))
    }

    /// Decodes an answer's JSON.
    func decode<Value: Decodable>(_ type: Value.Type, from answer: Answer) throws -> Value {
        do {
            return try JSONDecoder.publicAPI().decode(type, from: answer.body)
        } catch {
            throw ClientError.unexpected(status: answer.status)
        }
    }

    /// Sends a call once and answers when the head of the answer is there.
    ///
    /// A session that has ended meanwhile is opened once more.
    func open(_ call: Call) async throws -> HTTPClientResponse {
        let token = call.isAuthenticated ? try await authorisation() : nil
        var response = try await transmit(call, token: token)
        if response.status == .unauthorized, token != nil, case .user = credentials {
            session.set(nil)
            response = try await transmit(call, token: try await authorisation())
        }
        guard (200..<300).contains(response.status.code) else { throw try await failure(response) }
        return response
    }

    /// The bearer token, for which a user logs in first. Two first calls at once open two sessions, which does no harm.
    private func authorisation() async throws -> String? {
        switch credentials {
        case .anonymous: return nil
        case .token(let token): return token
        case .user(let name, let password):
            if let token = session.current { return token }
            return try await logIn(username: name, password: password).token
        }
    }

    private func transmit(_ call: Call, token: String?) async throws -> HTTPClientResponse {
        var request = HTTPClientRequest(url: call.address(at: server))
        request.method = HTTPMethod(rawValue: call.method.rawValue)
        for header in call.headers { request.headers.replaceOrAdd(name: header.name, value: header.value) }
        if let token { request.headers.replaceOrAdd(name: "Authorization", value: "Bearer \(token)") }
        switch call.body {
        case .none: break
        case .json(let data):
            request.headers.replaceOrAdd(name: "Content-Type", value: "application/json")
            request.body = .bytes(ByteBuffer(bytes: data))
        case .file(let path, let size, let progress):
            request.headers.replaceOrAdd(name: "Content-Type", value: "application/octet-stream")
            request.body = .stream(FileChunks(path: path, size: size, progress: progress), length: .known(Int64(size)))
        }
        let deadline = call.timeLimit.map { NIODeadline.now() + .seconds($0) } ?? .distantFuture
        return try await Transport.shared.execute(request, deadline: deadline)
    }

    /// Reads the problem document of an answer that is an error.
    private func failure(_ response: HTTPClientResponse) async throws -> ClientError {
        let status = Int(response.status.code)
        let body = Data(try await response.body.collect(upTo: Self.answerLimit).readableBytesView)
        do {
            return .problem(try JSONDecoder.publicAPI().decode(Problem.self, from: body))
        } catch {
            return .unexpected(status: status)
        }
    }

    /// Tries again, with pauses, what failed on the way and may be repeated.
    private func retrying<Result>(_ call: Call, _ attempt: () async throws -> Result) async throws -> Result {
        var pauses = patience.pauses.makeIterator()
        while true {
            do {
                return try await attempt()
            } catch {
                let failure = try classified(error)
                guard case .unreachable = failure, call.isIdempotent, let pause = pauses.next() else { throw failure }
                try await Task.sleep(for: pause)
            }
        }
    }

    /// What an error of the transport means to the caller.
    ///
    /// - Throws: `CancellationError` when the caller has given up.
    func classified(_ error: any Error) throws -> ClientError {
        if Task.isCancelled { throw CancellationError() }
        if let error = error as? ClientError { return error }
        if let error = error as? HTTPClientError, Self.addressFaults.contains(error) {
            return .input(
                "The server's address cannot be used",
                "`\(server)` is not an address such as http://127.0.0.1:8080; see --server and CISTRON_SERVER.")
        }
        return .unreachable(server: server)
    }

    private static let addressFaults: [HTTPClientError] = [.invalidURL, .emptyHost, .emptyScheme]
}
