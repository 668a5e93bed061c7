import Foundation

/// As much of JSON Schema as the schemas of the messages use.
struct JSONSchema {
    /// What a schema says that this does not understand, so that nothing in a schema goes unchecked.
    struct Unknown: Error {
        let keyword: String
    }

    /// Where the program's schemas and topology are.
    static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appendingPathComponent("queues")

    private static let annotations: Set = ["$schema", "$id", "title", "description"]
    private static let keywords: Set = [
        "type", "properties", "required", "additionalProperties", "const", "enum", "minimum", "format", "pattern",
    ]

    let root: [String: Any]

    init(contentsOf url: URL) throws {
        root = try JSONSerialization.jsonObject(with: Data(contentsOf: url)) as? [String: Any] ?? [:]
    }

    /// What is wrong with a document, as paths; empty when it is valid.
    func faults(in document: Data) throws -> [String] {
        try Self.faults(JSONSerialization.jsonObject(with: document), root, at: "")
    }

    private static func faults(_ value: Any, _ schema: [String: Any], at path: String) throws -> [String] {
        for keyword in schema.keys where !annotations.contains(keyword) && !keywords.contains(keyword) {
            throw Unknown(keyword: keyword)
        }
        var faults: [String] = []
        if let type = schema["type"] as? String, !hasType(value, type) { faults.append("\(path): not of type \(type)") }
        if let constant = schema["const"], !isEqual(value, constant) { faults.append("\(path): not \(constant)") }
        if let choices = schema["enum"] as? [Any], !choices.contains(where: { isEqual(value, $0) }) {
            faults.append("\(path): none of \(choices)")
        }
        if let minimum = schema["minimum"] as? Double, let number = value as? NSNumber, number.doubleValue < minimum {
            faults.append("\(path): less than \(minimum)")
        }
        if let text = value as? String {
            if let format = schema["format"] as? String {
                guard format == "uuid" else { throw Unknown(keyword: "format \(format)") }
                if UUID(uuidString: text) == nil { faults.append("\(path): not a UUID") }
            }
            if let pattern = schema["pattern"] as? String, try text.firstMatch(of: Regex(pattern)) == nil {
                faults.append("\(path): does not match \(pattern)")
            }
        }
        if let object = value as? [String: Any] { faults += try self.faults(members: object, schema, at: path) }
        return faults
    }

    private static func faults(
        members object: [String: Any], _ schema: [String: Any], at path: String
    ) throws -> [String] {
        let properties = schema["properties"] as? [String: [String: Any]] ?? [:]
        let required = schema["required"] as? [String] ?? []
        var faults = required.filter { object[$0] == nil }.map { "\(path)/\($0): missing" }
        for (name, value) in object {
            if let property = properties[name] {
                faults += try self.faults(value, property, at: "\(path)/\(name)")
            } else if schema["additionalProperties"] as? Bool == false {
                faults.append("\(path)/\(name): unknown")
            }
        }
        return faults
    }

    private static func hasType(_ value: Any, _ type: String) -> Bool {
        switch type {
        case "object": value is [String: Any]
        case "string": value is String
        case "integer":
            (value as? NSNumber).map { !isBoolean($0) && $0.doubleValue == $0.doubleValue.rounded() } ?? false
        default: false
        }
    }

    private static func isBoolean(_ number: NSNumber) -> Bool { String(cString: number.objCType) == "c" }

    private static func isEqual(_ one: Any, _ other: Any) -> Bool {
        (one as? NSObject)?.isEqual(other) ?? false
    }

    /// A document that is valid by this schema, with every property or with the required ones only.
    func example(complete: Bool) throws -> Data {
        try JSONSerialization.data(withJSONObject: try Self.example(root, complete), options: [.sortedKeys])
    }

    private static func example(_ schema: [String: Any], _ complete: Bool) throws -> Any {
        if let constant = schema["const"] { return constant }
        if let choices = schema["enum"] as? [Any], let last = choices.last { return last }
        switch schema["type"] as? String {
        case "string" where schema["format"] as? String == "uuid": return UUID().uuidString.lowercased()
        case "string" where schema["pattern"] != nil:
            return "00-" + String(repeating: "a", count: 32) + "-00f067aa0ba902b7-01"
        case "string": return "text"
        case "integer": return schema["minimum"] ?? -1
        case "object":
            let required = schema["required"] as? [String] ?? []
            let properties = schema["properties"] as? [String: [String: Any]] ?? [:]
            return try properties.filter { complete || required.contains($0.key) }
                .mapValues { try example($0, complete) }
        default: throw Unknown(keyword: "type \(schema["type"] ?? "none")")
        }
    }
}
