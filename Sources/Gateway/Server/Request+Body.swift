import Cryptography
import Foundation
import HTTPTypes
import Hummingbird
import NIOCore
import PublicAPI

extension Request {
    /// The whole body, up to a limit.
    mutating func bytes(limit: Int) async throws -> [UInt8] {
        if let length = headers[.contentLength].flatMap({ Int($0) }), length > limit {
            throw Problem.bodyTooLarge(limit: limit)
        }
        do {
            return Array(buffer: try await collectBody(upTo: limit))
        } catch is NIOTooManyBytesError {
            throw Problem.bodyTooLarge(limit: limit)
        }
    }

    /// A JSON body, up to a limit. Says which member is missing or wrong.
    mutating func json<Body: Decodable>(_ type: Body.Type, limit: Int) async throws -> (Body, Digest) {
        let bytes = try await bytes(limit: limit)
        return (try Self.decode(type, bytes), SHA256.hash(bytes))
    }

    /// Decodes JSON, and says where it is wrong.
    static func decode<Body: Decodable>(_ type: Body.Type, _ bytes: [UInt8]) throws -> Body {
        do {
            return try JSONDecoder.publicAPI().decode(type, from: Data(bytes))
        } catch let error as DecodingError {
            throw error.problem
        }
    }

    /// The `Idempotency-Key`, if there is one.
    func idempotencyKey() throws -> String? {
        guard let name = HTTPField.Name("Idempotency-Key"), let key = headers[name] else { return nil }
        guard (1...255).contains(key.utf8.count) else {
            throw Problem.malformed("An Idempotency-Key has 1 to 255 characters.", pointer: "Idempotency-Key")
        }
        return key
    }

    /// How long the client would wait (`Prefer: wait=N`, RFC 7240), in seconds.
    func preferredWait(limit: Int) -> Int? {
        guard let name = HTTPField.Name("Prefer") else { return nil }
        let preferences = headers[values: name].flatMap { $0.split(separator: ",") }
        for preference in preferences {
            let parts = preference.split(separator: "=").map { $0.trimmingCharacters(in: .whitespaces) }
            if parts.first == "wait", parts.count == 2, let seconds = Int(parts[1]), seconds > 0 {
                return min(seconds, limit)
            }
        }
        return nil
    }
}

extension DecodingError {
    fileprivate var problem: Problem {
        func path(_ context: Context, _ last: (any CodingKey)? = nil) -> String {
            (context.codingPath + (last.map { [$0] } ?? [])).map(\.stringValue).joined(separator: ".")
        }
        switch self {
        case .keyNotFound(let key, let context):
            return .malformed("The member \(path(context, key)) is missing.", pointer: path(context, key))
        case .typeMismatch(_, let context), .valueNotFound(_, let context):
            return .malformed("The member \(path(context)) has the wrong type or is null.", pointer: path(context))
        case .dataCorrupted(let context) where !context.codingPath.isEmpty:
            return .malformed("The member \(path(context)) cannot be read.", pointer: path(context))
        case .dataCorrupted:
            return .malformed("The body is not JSON.")
        @unknown default:
            return .malformed("The body cannot be read.")
        }
    }
}
