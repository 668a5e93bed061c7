/// A Swift value that can be read from a column of a result.
package protocol PostgresDecodable {
    /// Whether values of the server's type can be read. Asked before ``init(postgres:)``, except where the server does not
    /// tell types (binary COPY).
    static func accepts(_ type: PostgresType) -> Bool
    /// Reads the binary form.
    init(postgres bytes: RawSpan) throws(PostgresDecodingFailure)
    /// What NULL becomes; throws unless the type is optional.
    static func postgresNull() throws(PostgresDecodingFailure) -> Self
}

extension PostgresDecodable {
    package static func postgresNull() throws(PostgresDecodingFailure) -> Self {
        throw PostgresDecodingFailure("is NULL")
    }
}

/// Why bytes are not a value. It carries fixed words only, never the value.
package struct PostgresDecodingFailure: Error, Sendable {
    let reason: String

    package init(_ reason: StaticString) { self.reason = "\(reason)" }
}

extension RawSpan {
    /// The integer at the offset, stored in network order.
    func integer<Value: FixedWidthInteger & BitwiseCopyable>(
        _ type: Value.Type = Value.self, at offset: Int = 0
    ) throws(PostgresDecodingFailure) -> Value {
        guard offset >= 0, offset <= byteCount - MemoryLayout<Value>.size else {
            throw PostgresDecodingFailure("has too few bytes")
        }
        return Value(bigEndian: unsafeLoadUnaligned(fromByteOffset: offset, as: Value.self))
    }

    /// The integer which takes all of the bytes.
    func whole<Value: FixedWidthInteger & BitwiseCopyable>(
        _ type: Value.Type = Value.self
    ) throws(PostgresDecodingFailure) -> Value {
        guard byteCount == MemoryLayout<Value>.size else { throw PostgresDecodingFailure("has the wrong width") }
        return try integer(type)
    }
}
