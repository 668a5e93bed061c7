import Foundation
import Testing
import Yams

/// The description of the API, read as far as the tests need it.
struct APIDocument {
    /// A path with a method.
    struct Operation {
        var method: String
        var path: String
        var needsCredentials: Bool
        var responses: [String: Any]

        /// As the router names it: `GET /api/v1/jobs/{id}`.
        var name: String { "\(method) \(path)" }
    }

    let root: [String: Any]

    init(_ yaml: String) throws {
        root = try #require(try Yams.load(yaml: yaml) as? [String: Any])
    }

    /// Every operation of the document.
    func operations() throws -> [Operation] {
        let paths = try #require(root["paths"] as? [String: [String: Any]])
        return paths.flatMap { path, item in
            item.compactMap { method, value -> Operation? in
                guard method != "parameters", let operation = value as? [String: Any] else { return nil }
                let isOpen = (operation["security"] as? [Any])?.isEmpty == true
                return Operation(
                    method: method.uppercased(), path: path, needsCredentials: !isOpen,
                    responses: operation["responses"] as? [String: Any] ?? [:])
            }
        }.sorted { $0.name < $1.name }
    }

    /// The schema of an operation's answer with a status, or of its default.
    func schema(of operation: String, status: Int, mediaType: String) throws -> [String: Any]? {
        guard let operation = try operations().first(where: { $0.name == operation }),
            let response = operation.responses["\(status)"] ?? operation.responses["default"],
            let object = resolved(response as? [String: Any]),
            let content = (object["content"] as? [String: [String: Any]])?[mediaType]
        else { return nil }
        return content["schema"] as? [String: Any]
    }

    /// What a `$ref` refers to.
    func resolved(_ object: [String: Any]?) -> [String: Any]? {
        guard let reference = object?["$ref"] as? String else { return object }
        let found = reference.dropFirst(2).split(separator: "/").reduce(root as Any?) { node, key in
            (node as? [String: Any])?[String(key)]
        }
        return found as? [String: Any]
    }
}
