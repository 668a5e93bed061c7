/// The type an INFO text is read as. Texts are only parsed, never evaluated (W-01).
enum TargetType: String, CaseIterable {
    case int, float, string, bool

    /// The value of a text, `nil` when it is none of this type.
    func parse(_ range: Range<Int>, in bytes: Span<UInt8>) -> JSONValue? {
        switch self {
        case .int: Int(bytes.text(range)).map(JSONValue.integer)
        case .float: bytes.extracting(range).decimalText().map(JSONValue.number)
        case .string: .string(VCFText.decode(range, in: bytes))
        case .bool: TargetType.flag(bytes.text(range).lowercased()).map(JSONValue.bool)
        }
    }

    /// The value of an INFO flag, which stands there without a text.
    var flagValue: JSONValue {
        switch self {
        case .int, .float: .integer(1)
        case .string: .string("True")
        case .bool: .bool(true)
        }
    }

    /// For messages.
    var expectation: String {
        switch self {
        case .int: "a whole number"
        case .float: "a finite decimal number"
        case .string: "a text"
        case .bool: "yes, no, true, false, on, off, 1 or 0"
        }
    }

    private static func flag(_ text: String) -> Bool? {
        switch text {
        case "y", "yes", "t", "true", "on", "1": true
        case "n", "no", "f", "false", "off", "0": false
        default: nil
        }
    }
}
