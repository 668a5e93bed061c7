import Foundation
import NIOHTTP1
import PublicAPI
import Testing

/// An answer of the gateway, complete.
struct Reply: Sendable {
    var status: Int
    var headers: HTTPHeaders
    var body: Data

    subscript(header: String) -> String? { headers.first(name: header) }

    var text: String { String(decoding: body, as: UTF8.self) }

    /// The body as a value of the API.
    func value<Value: Decodable>(_ type: Value.Type = Value.self) throws -> Value {
        try JSONDecoder.publicAPI().decode(Value.self, from: body)
    }

    /// The body as a page of the API.
    func page<Item: Codable & Sendable>(of type: Item.Type) throws -> Page<Item> { try value() }

    /// Whether this is a whole problem document with a status and a code, whose `errors` point to certain places.
    ///
    /// - Parameter pointers: parts of the pointers, in this order; nil when they do not matter.
    @discardableResult
    func expectProblem(
        _ status: Int, _ code: String, at pointers: [String]? = nil, _ what: String = "",
        sourceLocation: SourceLocation = #_sourceLocation
    ) throws -> Problem? {
        #expect(self.status == status, "\(what): \(text)", sourceLocation: sourceLocation)
        #expect(self["Content-Type"] == "application/problem+json", "\(what)", sourceLocation: sourceLocation)
        guard self.status >= 400 else { return nil }
        let problem = try value(Problem.self)
        #expect(problem.code == code, "\(what): \(text)", sourceLocation: sourceLocation)
        #expect(problem.status == status, "\(what)", sourceLocation: sourceLocation)
        #expect(problem.type == "/problems/\(code)", "\(what)", sourceLocation: sourceLocation)
        #expect(!problem.title.isEmpty && !problem.detail.isEmpty, "\(what): \(text)", sourceLocation: sourceLocation)
        if let pointers {
            let found = (problem.errors ?? []).map(\.pointer)
            let fits = found.count == pointers.count && zip(found, pointers).allSatisfy { $0.contains($1) }
            #expect(fits, "\(what): \(found), not \(pointers)", sourceLocation: sourceLocation)
        }
        return problem
    }
}
