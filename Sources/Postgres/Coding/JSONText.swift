package import FoundationEssentials

/// A JSON document as text, sent as `jsonb` (the server checks and normalises it) and read from `jsonb` or `json`.
package struct JSONText: Sendable, Hashable {
    package var text: String

    package init(text: String) { self.text = text }

    /// Encodes the value with sorted keys; dates become ISO 8601 with whole seconds, unless `encoder` says otherwise.
    package init(encoding value: some Encodable, with encoder: JSONEncoder? = nil) throws {
        let encoder = encoder ?? Self.encoder()
        text = String(decoding: try encoder.encode(value), as: UTF8.self)
    }

    /// Decodes the document; dates are ISO 8601, unless `decoder` says otherwise.
    package func decode<Value: Decodable>(as type: Value.Type, with decoder: JSONDecoder? = nil) throws -> Value {
        try (decoder ?? Self.decoder()).decode(type, from: Data(text.utf8))
    }

    private static func encoder() -> JSONEncoder {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        encoder.dateEncodingStrategy = .iso8601
        return encoder
    }

    private static func decoder() -> JSONDecoder {
        let decoder = JSONDecoder()
        decoder.dateDecodingStrategy = .iso8601
        return decoder
    }
}

extension JSONText: PostgresScalar {
    package static var postgresType: PostgresType { .jsonb }
    package static var postgresArrayType: PostgresType { .jsonbArray }
    package static func accepts(_ type: PostgresType) -> Bool { type == .jsonb || type == .json }

    package func encode(into buffer: inout PostgresBuffer) {
        buffer.append(jsonbVersion)
        buffer.append(contentsOf: text.utf8)
    }

    package init(postgres bytes: RawSpan) throws(PostgresDecodingFailure) {
        text = try String(json: bytes)
    }
}

/// A JSON document as text, sent as `json` (kept byte by byte) and read from `json` or `jsonb`.
package struct RawJSON: Sendable, Hashable {
    package var text: String

    package init(text: String) { self.text = text }
}

extension RawJSON: PostgresScalar {
    package static var postgresType: PostgresType { .json }
    package static var postgresArrayType: PostgresType { .jsonArray }
    package static func accepts(_ type: PostgresType) -> Bool { JSONText.accepts(type) }

    package func encode(into buffer: inout PostgresBuffer) { buffer.append(contentsOf: text.utf8) }

    package init(postgres bytes: RawSpan) throws(PostgresDecodingFailure) {
        text = try String(json: bytes)
    }
}

/// The byte in front of binary `jsonb`. No JSON text starts with it, so the two types need not be told apart.
private let jsonbVersion: UInt8 = 1

extension String {
    fileprivate init(json bytes: RawSpan) throws(PostgresDecodingFailure) {
        let hasVersion = bytes.byteCount > 0 && bytes.unsafeLoad(as: UInt8.self) == jsonbVersion
        self = try String(postgres: bytes.extracting((hasVersion ? 1 : 0)..<bytes.byteCount))
    }
}
