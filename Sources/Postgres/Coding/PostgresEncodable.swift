/// A Swift value with a binary form in PostgreSQL, usable as a parameter and in binary COPY.
///
/// The parameter is announced with exactly ``postgresType``. Where the server wants another one write a cast:
/// `\(kind)::sample_kind`. Binary COPY never casts: the Swift type must be the column's own (`Int32` for `int4`).
package protocol PostgresEncodable: Sendable {
    /// The type under which the value is sent.
    static var postgresType: PostgresType { get }
    /// Whether the value is NULL; then ``encode(into:)`` is not called.
    var isPostgresNull: Bool { get }
    /// Appends the value's binary form, without its length.
    ///
    /// - Throws: ``PostgresError`` with ``PostgresError/Code/encoding`` for what the server's type cannot hold.
    func encode(into buffer: inout PostgresBuffer) throws(PostgresError)
}

extension PostgresEncodable {
    package var isPostgresNull: Bool { false }
}

/// Bytes in the making: integers in network order, fields with their length in front.
package struct PostgresBuffer: Sendable {
    package private(set) var bytes: [UInt8] = []

    /// Appends the integer, most significant byte first.
    package mutating func append<Value: FixedWidthInteger>(_ value: Value) {
        withUnsafeBytes(of: value.bigEndian) { bytes.append(contentsOf: $0) }
    }

    /// Appends bytes as they are.
    package mutating func append(contentsOf other: some Sequence<UInt8>) {
        bytes.append(contentsOf: other)
    }

    mutating func reserveCapacity(_ count: Int) { bytes.reserveCapacity(count) }

    mutating func truncate(to count: Int) { bytes.removeSubrange(count...) }

    /// Appends the value with its length in front, or the length -1 for NULL: the form of array elements and COPY fields.
    mutating func appendField(_ value: some PostgresEncodable) throws(PostgresError) {
        guard !value.isPostgresNull else { return append(Int32(-1)) }
        let start = bytes.count
        append(Int32(0))
        try value.encode(into: &self)
        guard let length = Int32(exactly: bytes.count - start - 4) else {
            throw PostgresError(.encoding, "a value is larger than 2 GiB")
        }
        for (index, shift) in [24, 16, 8, 0].enumerated() {
            bytes[start + index] = UInt8(truncatingIfNeeded: length >> Int32(shift))
        }
    }
}
