/// A strict JSON reader (RFC 8259) that keeps number texts and refuses duplicate keys.
///
/// Foundation's reader turns numbers into binary floating point; here a limit of `0.01` stays `0.01`.
package struct JSONParser {
    private let bytes: [UInt8]
    private var position = 0
    private var depth = 0

    /// Deeper nesting is refused, so that hostile input cannot exhaust the stack.
    private static let deepest = 128

    private init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// Parses one JSON text.
    /// - Throws: ``AnnotationError`` (`invalidJSON`) with the byte offset.
    package static func parse(_ bytes: [UInt8]) throws(AnnotationError) -> JSONValue {
        var parser = JSONParser(bytes)
        let value = try parser.value()
        parser.skipSpace()
        guard parser.position == bytes.count else { throw parser.fault("expected the end of the text") }
        return value
    }

    private func fault(_ reason: String) -> AnnotationError {
        AnnotationError(.invalidJSON, at: "byte \(position)", reason)
    }

    private var next: UInt8? {
        position < bytes.count ? bytes[position] : nil
    }

    private mutating func skipSpace() {
        while let byte = next, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 { position += 1 }
    }

    private mutating func value() throws(AnnotationError) -> JSONValue {
        skipSpace()
        switch next {
        case UInt8(ascii: "{"): return .object(try nested { (parser) throws(AnnotationError) in try parser.object() })
        case UInt8(ascii: "["): return .array(try nested { (parser) throws(AnnotationError) in try parser.array() })
        case UInt8(ascii: "\""): return .string(try string())
        case UInt8(ascii: "t"): return try literal("true", .bool(true))
        case UInt8(ascii: "f"): return try literal("false", .bool(false))
        case UInt8(ascii: "n"): return try literal("null", .null)
        default: return .number(try number())
        }
    }

    private mutating func nested<Value>(
        _ body: (inout JSONParser) throws(AnnotationError) -> Value
    ) throws(AnnotationError) -> Value {
        guard depth < JSONParser.deepest else { throw fault("nested deeper than \(JSONParser.deepest) levels") }
        depth += 1
        defer { depth -= 1 }
        position += 1
        return try body(&self)
    }

    private mutating func object() throws(AnnotationError) -> JSONObject {
        var object = JSONObject()
        skipSpace()
        if take(UInt8(ascii: "}")) { return object }
        while true {
            skipSpace()
            let key = try string()
            skipSpace()
            guard take(UInt8(ascii: ":")) else { throw fault("expected a colon after the key \"\(key)\"") }
            guard object[key] == nil else { throw fault("the key \"\(key)\" occurs twice") }
            object[key] = try value()
            skipSpace()
            if take(UInt8(ascii: "}")) { return object }
            guard take(UInt8(ascii: ",")) else { throw fault("expected a comma or the end of the object") }
        }
    }

    private mutating func array() throws(AnnotationError) -> [JSONValue] {
        var values: [JSONValue] = []
        skipSpace()
        if take(UInt8(ascii: "]")) { return values }
        while true {
            values.append(try value())
            skipSpace()
            if take(UInt8(ascii: "]")) { return values }
            guard take(UInt8(ascii: ",")) else { throw fault("expected a comma or the end of the list") }
        }
    }

    private mutating func take(_ byte: UInt8) -> Bool {
        guard next == byte else { return false }
        position += 1
        return true
    }

    private mutating func literal(_ text: StaticString, _ value: JSONValue) throws(AnnotationError) -> JSONValue {
        let expected = text.description.utf8
        guard bytes[position...].starts(with: expected) else { throw fault("expected a JSON value") }
        position += expected.count
        return value
    }

    private mutating func number() throws(AnnotationError) -> JSONNumber {
        let end = bytes.span.jsonNumberEnd(from: position)
        guard end > position else { throw fault("expected a JSON value") }
        defer { position = end }
        return JSONNumber(valid: String(decoding: bytes[position..<end], as: UTF8.self))
    }

    private mutating func string() throws(AnnotationError) -> String {
        guard take(UInt8(ascii: "\"")) else { throw fault("expected a text in double quotes") }
        let start = position
        while let byte = next, byte >= 0x20, byte != UInt8(ascii: "\""), byte != UInt8(ascii: "\\") { position += 1 }
        guard next == UInt8(ascii: "\"") else { return try escapedString(from: start) }
        defer { position += 1 }
        return try text(bytes[start..<position])
    }

    private mutating func escapedString(from start: Int) throws(AnnotationError) -> String {
        var content = Array(bytes[start..<position])
        while let byte = next {
            position += 1
            switch byte {
            case UInt8(ascii: "\""): return try text(content[...])
            case UInt8(ascii: "\\"): content.append(contentsOf: try escape().utf8)
            case ..<0x20: throw fault("a control character must be escaped")
            default: content.append(byte)
            }
        }
        throw fault("the text does not end")
    }

    private func text(_ content: ArraySlice<UInt8>) throws(AnnotationError) -> String {
        guard let text = String(validating: content, as: UTF8.self) else { throw fault("the text is not UTF-8") }
        return text
    }

    private mutating func escape() throws(AnnotationError) -> String {
        guard let byte = next else { throw fault("the text does not end") }
        position += 1
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return String(UnicodeScalar(byte))
        case UInt8(ascii: "b"): return "\u{08}"
        case UInt8(ascii: "f"): return "\u{0C}"
        case UInt8(ascii: "n"): return "\n"
        case UInt8(ascii: "r"): return "\r"
        case UInt8(ascii: "t"): return "\t"
        case UInt8(ascii: "u"): return String(try unicodeEscape())
        default: throw fault("unknown escape")
        }
    }

    private mutating func unicodeEscape() throws(AnnotationError) -> Character {
        var code = try hexadecimal()
        if (0xD800..<0xDC00).contains(code), take(UInt8(ascii: "\\")), take(UInt8(ascii: "u")) {
            let low = try hexadecimal()
            guard (0xDC00..<0xE000).contains(low) else { throw fault("a surrogate pair is incomplete") }
            code = 0x10000 + (code - 0xD800) << 10 + (low - 0xDC00)
        }
        // The database cannot store a NUL in a document, so it is refused where it can still be explained.
        guard code != 0, let scalar = UnicodeScalar(code) else { throw fault("not a storable character") }
        return Character(scalar)
    }

    private mutating func hexadecimal() throws(AnnotationError) -> UInt32 {
        guard position + 4 <= bytes.count,
            let text = String(validating: bytes[position..<position + 4], as: UTF8.self),
            text.utf8.allSatisfy({ UnicodeScalar($0).properties.isASCIIHexDigit }),
            let code = UInt32(text, radix: 16)
        else { throw fault("expected four hexadecimal digits") }
        position += 4
        return code
    }
}
