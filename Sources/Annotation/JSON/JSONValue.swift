/// A JSON value that keeps what the text says: numbers stay decimal texts, objects are sorted by key.
///
/// Equality is equality of the canonical text (so `0.1` and `0.10` differ), which is what a content address needs.
package enum JSONValue: Hashable, Sendable {
    case null
    case bool(Bool)
    case number(JSONNumber)
    case string(String)
    case array([JSONValue])
    case object(JSONObject)

    /// A whole number.
    package static func integer(_ value: Int) -> JSONValue { .number(JSONNumber(value)) }

    /// Whether this is null.
    package var isNull: Bool { self == .null }

    /// The value of a boolean.
    package var boolValue: Bool? {
        if case .bool(let value) = self { value } else { nil }
    }

    /// The number of a number.
    package var numberValue: JSONNumber? {
        if case .number(let value) = self { value } else { nil }
    }

    /// The value of a number without fraction and exponent that fits an `Int`.
    package var intValue: Int? { numberValue?.intValue }

    /// The nearest double of a number.
    package var doubleValue: Double? { numberValue?.doubleValue }

    /// The text of a text.
    package var stringValue: String? {
        if case .string(let value) = self { value } else { nil }
    }

    /// The values of a list.
    package var arrayValue: [JSONValue]? {
        if case .array(let value) = self { value } else { nil }
    }

    /// The object of an object.
    package var objectValue: JSONObject? {
        if case .object(let value) = self { value } else { nil }
    }

    /// What kind of value this is, for messages: "a number", "an object", …
    package var kindName: String {
        switch self {
        case .null: "null"
        case .bool: "a boolean"
        case .number: "a number"
        case .string: "a text"
        case .array: "a list"
        case .object: "an object"
        }
    }
}
