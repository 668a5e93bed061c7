/// A priority, which older pipelines write as a text.
struct LenientPriority: Decodable {
    var value: Int

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        var number: Int?
        do {
            number = try container.decode(Int.self)
        } catch DecodingError.typeMismatch {
            number = Int(try container.decode(String.self))
        }
        guard let number, (1...3).contains(number) else {
            throw DecodingError.dataCorruptedError(
                in: container, debugDescription: "must be 1 (normal), 2 (high) or 3 (urgent)")
        }
        value = number
    }
}

/// Any key of an object.
struct AnyKey: CodingKey {
    var stringValue: String
    var intValue: Int? { nil }

    init(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
}

extension Decoder {
    /// Refuses keys that are not known: a misspelt one would otherwise be lost without a word.
    func refuseUnknown<Key: CodingKey & CaseIterable>(_ keys: Key.Type) throws {
        let known = Set(keys.allCases.map(\.stringValue))
        let present = try container(keyedBy: AnyKey.self).allKeys
        guard
            let unknown = present.filter({ !known.contains($0.stringValue) }).min(by: {
                $0.stringValue < $1.stringValue
            })
        else { return }
        throw DecodingError.dataCorrupted(
            DecodingError.Context(
                codingPath: codingPath + [unknown],
                debugDescription: "is not a known key; known are \(known.sorted().joined(separator: ", "))"))
    }
}

extension DecodingError {
    /// Where in the document (`data[0].vcf`), and what is wrong there.
    var place: (pointer: String, detail: String) {
        switch self {
        case .keyNotFound(let key, let context): (Self.pointer(context.codingPath + [key]), "is missing")
        case .valueNotFound(_, let context): (Self.pointer(context.codingPath), "must not be null")
        case .typeMismatch(let type, let context):
            (Self.pointer(context.codingPath), "must be \(Self.name(of: type))")
        case .dataCorrupted(let context): (Self.pointer(context.codingPath), context.debugDescription)
        @unknown default: ("", "cannot be read")
        }
    }

    private static func pointer(_ path: [any CodingKey]) -> String {
        path.reduce(into: "") { text, key in
            if let index = key.intValue {
                text += "[\(index)]"
            } else {
                text += (text.isEmpty ? "" : ".") + key.stringValue
            }
        }
    }

    private static func name(of type: any Any.Type) -> String {
        switch type {
        case is String.Type: "a text"
        case is Int.Type: "a number"
        case is [Any].Type: "a list"
        default: "an object"
        }
    }
}
