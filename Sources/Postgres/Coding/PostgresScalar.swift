/// What may stand in a Swift array that is sent as a parameter: every scalar, optional or not, and `UInt8`, whose arrays
/// are `bytea` and not arrays at all.
package protocol PostgresArrayEncodable: Sendable {
    /// The type of the whole array.
    static var postgresArrayType: PostgresType { get }
    /// Appends the binary form of the whole array.
    static func encode(array: [Self], into buffer: inout PostgresBuffer) throws(PostgresError)
}

/// What may stand in a Swift array that is read from a result.
package protocol PostgresArrayDecodable {
    /// Whether the server's type is an array whose elements can be read.
    static func accepts(array type: PostgresType) -> Bool
    /// Reads the binary form of the whole array.
    static func decode(array bytes: RawSpan) throws(PostgresDecodingFailure) -> [Self]
}

/// A single value, that is anything but an array or an optional.
package protocol PostgresScalar: PostgresEncodable, PostgresDecodable, PostgresArrayEncodable, PostgresArrayDecodable {}

extension PostgresArrayEncodable where Self: PostgresEncodable {
    package static func encode(array: [Self], into buffer: inout PostgresBuffer) throws(PostgresError) {
        guard let count = Int32(exactly: array.count) else {
            throw PostgresError(.encoding, "an array has more than 2,147,483,647 elements")
        }
        // Dimensions, "has NULLs" flag, element type; then size and lower bound of the only dimension.
        buffer.append(Int32(count == 0 ? 0 : 1))
        buffer.append(Int32(array.contains(where: \.isPostgresNull) ? 1 : 0))
        buffer.append(postgresType.oid)
        guard count > 0 else { return }
        buffer.append(count)
        buffer.append(Int32(1))
        for element in array { try buffer.appendField(element) }
    }
}

extension PostgresArrayDecodable where Self: PostgresDecodable {
    package static func accepts(array type: PostgresType) -> Bool {
        PostgresType.elements[type].map(accepts) ?? false
    }

    package static func decode(array bytes: RawSpan) throws(PostgresDecodingFailure) -> [Self] {
        let dimensions = try bytes.integer(Int32.self, at: 0)
        guard accepts(PostgresType(oid: try bytes.integer(at: 8))) else {
            throw PostgresDecodingFailure("has elements of another type")
        }
        guard dimensions != 0 else { return [] }
        guard dimensions == 1 else { throw PostgresDecodingFailure("has several dimensions") }
        let count = Int(try bytes.integer(Int32.self, at: 12))
        // Every element takes four bytes at least, so a damaged count cannot reserve absurd memory.
        guard count >= 0, count <= bytes.byteCount / 4 else { throw PostgresDecodingFailure("has too few bytes") }
        var array: [Self] = []
        array.reserveCapacity(count)
        var offset = 20
        for _ in 0..<count {
            let length = Int(try bytes.integer(Int32.self, at: offset))
            offset += 4
            if length < 0 {
                array.append(try Self.postgresNull())
            } else {
                guard length <= bytes.byteCount - offset else { throw PostgresDecodingFailure("has too few bytes") }
                array.append(try Self(postgres: bytes.extracting(offset..<offset + length)))
                offset += length
            }
        }
        return array
    }
}

extension Array: PostgresEncodable where Element: PostgresArrayEncodable {
    package static var postgresType: PostgresType { Element.postgresArrayType }

    package func encode(into buffer: inout PostgresBuffer) throws(PostgresError) {
        try Element.encode(array: self, into: &buffer)
    }
}

extension Array: PostgresDecodable where Element: PostgresArrayDecodable {
    package static func accepts(_ type: PostgresType) -> Bool { Element.accepts(array: type) }

    package init(postgres bytes: RawSpan) throws(PostgresDecodingFailure) {
        self = try Element.decode(array: bytes)
    }
}

extension Optional: PostgresEncodable where Wrapped: PostgresEncodable {
    package static var postgresType: PostgresType { Wrapped.postgresType }
    package var isPostgresNull: Bool { self?.isPostgresNull ?? true }

    package func encode(into buffer: inout PostgresBuffer) throws(PostgresError) {
        try self?.encode(into: &buffer)
    }
}

extension Optional: PostgresDecodable where Wrapped: PostgresDecodable {
    package static func accepts(_ type: PostgresType) -> Bool { Wrapped.accepts(type) }
    package init(postgres bytes: RawSpan) throws(PostgresDecodingFailure) { self = try Wrapped(postgres: bytes) }
    package static func postgresNull() -> Wrapped? { nil }
}

extension Optional: PostgresArrayEncodable where Wrapped: PostgresScalar {
    package static var postgresArrayType: PostgresType { Wrapped.postgresArrayType }
}

extension Optional: PostgresArrayDecodable where Wrapped: PostgresScalar {}
