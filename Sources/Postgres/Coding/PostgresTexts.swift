package import struct FoundationEssentials.UUID

/// Sent as `text`; reads every textual type, but no enumeration (write `kind::text`).
extension String: PostgresScalar {
    package static var postgresType: PostgresType { .text }
    package static var postgresArrayType: PostgresType { .textArray }

    package static func accepts(_ type: PostgresType) -> Bool {
        switch type {
        case .text, .varchar, .bpchar, .name, .char: true
        default: false
        }
    }

    package func encode(into buffer: inout PostgresBuffer) { buffer.append(contentsOf: utf8) }

    package init(postgres bytes: RawSpan) throws(PostgresDecodingFailure) {
        guard let text = bytes.withUnsafeBytes({ String(validating: $0, as: UTF8.self) }) else {
            throw PostgresDecodingFailure("is not UTF-8")
        }
        self = text
    }
}

/// Arrays of bytes are `bytea`.
extension UInt8: PostgresArrayEncodable, PostgresArrayDecodable {
    package static var postgresArrayType: PostgresType { .bytea }
    package static func accepts(array type: PostgresType) -> Bool { type == .bytea }

    package static func encode(array: [UInt8], into buffer: inout PostgresBuffer) { buffer.append(contentsOf: array) }

    package static func decode(array bytes: RawSpan) -> [UInt8] { bytes.withUnsafeBytes { Array($0) } }
}

extension Array: PostgresArrayEncodable, PostgresArrayDecodable, PostgresScalar where Element == UInt8 {
    package static var postgresArrayType: PostgresType { .byteaArray }
}

extension UUID: PostgresScalar {
    private typealias Octets = (
        UInt8, UInt8, UInt8, UInt8, UInt8, UInt8, UInt8, UInt8, UInt8, UInt8, UInt8, UInt8, UInt8, UInt8, UInt8, UInt8
    )

    package static var postgresType: PostgresType { .uuid }
    package static var postgresArrayType: PostgresType { .uuidArray }
    package static func accepts(_ type: PostgresType) -> Bool { type == .uuid }

    package func encode(into buffer: inout PostgresBuffer) {
        withUnsafeBytes(of: uuid) { buffer.append(contentsOf: $0) }
    }

    package init(postgres bytes: RawSpan) throws(PostgresDecodingFailure) {
        guard bytes.byteCount == 16 else { throw PostgresDecodingFailure("has the wrong width") }
        self.init(uuid: bytes.unsafeLoadUnaligned(as: Octets.self))
    }
}

extension PostgresEncodable where Self: RawRepresentable, RawValue: PostgresEncodable {
    package static var postgresType: PostgresType { RawValue.postgresType }
    package var isPostgresNull: Bool { rawValue.isPostgresNull }

    package func encode(into buffer: inout PostgresBuffer) throws(PostgresError) { try rawValue.encode(into: &buffer) }
}

extension PostgresDecodable where Self: RawRepresentable, RawValue: PostgresDecodable {
    package static func accepts(_ type: PostgresType) -> Bool { RawValue.accepts(type) }

    package init(postgres bytes: RawSpan) throws(PostgresDecodingFailure) {
        guard let value = Self(rawValue: try RawValue(postgres: bytes)) else {
            throw PostgresDecodingFailure("is none of the known values")
        }
        self = value
    }
}

extension PostgresArrayEncodable where Self: RawRepresentable, RawValue: PostgresArrayEncodable {
    package static var postgresArrayType: PostgresType { RawValue.postgresArrayType }
}
