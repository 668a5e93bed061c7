/// A value in a table of headers or arguments.
///
/// AMQP has nine integer types; they are one here, because RabbitMQ compares integers by value. Integers are sent as
/// 64-bit signed numbers and floating-point numbers as doubles.
package enum AMQPValue: Sendable, Hashable {
    case null
    case bool(Bool)
    case int(Int64)
    case double(Double)
    /// `value` divided by ten to the power of `scale`.
    case decimal(scale: UInt8, value: UInt32)
    case string(String)
    case bytes([UInt8])
    /// Seconds since 1970.
    case timestamp(UInt64)
    case array([AMQPValue])
    case table([String: AMQPValue])
}

extension AMQPValue {
    /// The text, when it is one.
    package var stringValue: String? {
        if case .string(let value) = self { value } else { nil }
    }

    /// The number, when it is an integer.
    package var intValue: Int64? {
        if case .int(let value) = self { value } else { nil }
    }

    /// The truth value, when it is one.
    package var boolValue: Bool? {
        if case .bool(let value) = self { value } else { nil }
    }

    /// The elements, when it is an array.
    package var arrayValue: [AMQPValue]? {
        if case .array(let value) = self { value } else { nil }
    }

    /// The entries, when it is a table.
    package var tableValue: [String: AMQPValue]? {
        if case .table(let value) = self { value } else { nil }
    }

    /// Bytes on the wire, type octet included.
    var encodedSize: Int {
        switch self {
        case .null: 1
        case .bool: 2
        case .int, .double, .timestamp: 9
        case .decimal: 6
        case .string(let text): 5 + text.utf8.count
        case .bytes(let bytes): 5 + bytes.count
        case .array(let elements): elements.reduce(5) { $0 + $1.encodedSize }
        case .table(let table): 1 + Self.encodedSize(of: table)
        }
    }

    /// Bytes of a table on the wire, its length field included.
    static func encodedSize(of table: [String: AMQPValue]) -> Int {
        table.reduce(4) { $0 + 1 + $1.key.utf8.count + $1.value.encodedSize }
    }

    /// Whether every key, at any depth, fits the one-byte length field. The client library does not check this and
    /// would send a broken frame.
    static func keysFit(_ table: [String: AMQPValue]) -> Bool {
        table.allSatisfy { $0.key.utf8.count <= UInt8.max && $0.value.keysFit }
    }

    private var keysFit: Bool {
        switch self {
        case .array(let elements): elements.allSatisfy(\.keysFit)
        case .table(let table): Self.keysFit(table)
        default: true
        }
    }
}
