import Yams

extension JSONValue {
    /// The value of a JSON or YAML text; a text that begins with `{` or `[` is read as JSON.
    /// - Throws: ``AnnotationError`` (`invalidJSON` or `configuration`).
    package static func parse(jsonOrYAML bytes: [UInt8]) throws(AnnotationError) -> JSONValue {
        let first = bytes.first { $0 != 0x20 && $0 != 0x09 && $0 != 0x0A && $0 != 0x0D }
        if first == UInt8(ascii: "{") || first == UInt8(ascii: "[") { return try JSONParser.parse(bytes) }
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw AnnotationError(.configuration, at: "", "the document is not UTF-8")
        }
        let node: Node?
        do {
            node = try Yams.compose(yaml: text)
        } catch {
            throw AnnotationError(.configuration, at: "", "the document is not YAML: \(error)")
        }
        guard let node else { return .null }
        var reader = YAMLReader()
        return try reader.value(of: node, path: "")
    }
}

private struct YAMLReader {
    /// Aliases are expanded; a document that grows beyond this by them is hostile.
    private var remainingNodes = 1_000_000

    mutating func value(of node: Node, path: String) throws(AnnotationError) -> JSONValue {
        remainingNodes -= 1
        guard remainingNodes > 0 else { throw AnnotationError(.configuration, at: path, "the document is too large") }
        switch node {
        case .scalar(let scalar):
            return value(of: scalar, tag: Tag.Name(rawValue: node.tag.description))
        case .sequence(let sequence):
            var values: [JSONValue] = []
            for (index, item) in sequence.enumerated() {
                values.append(try value(of: item, path: "\(path)[\(index)]"))
            }
            return .array(values)
        case .mapping(let mapping):
            var object = JSONObject()
            for (keyNode, item) in mapping {
                guard let key = keyNode.scalar?.string else {
                    throw AnnotationError(.configuration, at: path, "expected texts as keys")
                }
                object[key] = try value(of: item, path: path.isEmpty ? key : "\(path).\(key)")
            }
            return .object(object)
        case .alias:
            throw AnnotationError(.configuration, at: path, "an alias without its anchor")
        }
    }

    private func value(of scalar: Node.Scalar, tag: Tag.Name) -> JSONValue {
        switch tag {
        case .null: .null
        case .bool: Bool.construct(from: scalar).map(JSONValue.bool) ?? .string(scalar.string)
        case .int, .float: JSONNumber(decimal: scalar.string).map(JSONValue.number) ?? .string(scalar.string)
        default: .string(scalar.string)
        }
    }
}
