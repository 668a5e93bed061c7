extension Bool: PostgresScalar {
    package static var postgresType: PostgresType { .bool }
    package static var postgresArrayType: PostgresType { .boolArray }
    package static func accepts(_ type: PostgresType) -> Bool { type == .bool }

    package func encode(into buffer: inout PostgresBuffer) { buffer.append(UInt8(self ? 1 : 0)) }

    package init(postgres bytes: RawSpan) throws(PostgresDecodingFailure) {
        self = try bytes.whole(UInt8.self) != 0
    }
}

extension Int16: PostgresScalar {
    package static var postgresType: PostgresType { .int2 }
    package static var postgresArrayType: PostgresType { .int2Array }
    package static func accepts(_ type: PostgresType) -> Bool { type == .int2 }

    package func encode(into buffer: inout PostgresBuffer) { buffer.append(self) }

    package init(postgres bytes: RawSpan) throws(PostgresDecodingFailure) { self = try bytes.whole() }
}

/// Reads `int2` too, since nothing can be lost.
extension Int32: PostgresScalar {
    package static var postgresType: PostgresType { .int4 }
    package static var postgresArrayType: PostgresType { .int4Array }
    package static func accepts(_ type: PostgresType) -> Bool { type == .int4 || type == .int2 }

    package func encode(into buffer: inout PostgresBuffer) { buffer.append(self) }

    package init(postgres bytes: RawSpan) throws(PostgresDecodingFailure) {
        self = bytes.byteCount == 2 ? Int32(try bytes.whole(Int16.self)) : try bytes.whole()
    }
}

/// Reads `int4` and `int2` too, since nothing can be lost.
extension Int64: PostgresScalar {
    package static var postgresType: PostgresType { .int8 }
    package static var postgresArrayType: PostgresType { .int8Array }
    package static func accepts(_ type: PostgresType) -> Bool { type == .int8 || type == .int4 || type == .int2 }

    package func encode(into buffer: inout PostgresBuffer) { buffer.append(self) }

    package init(postgres bytes: RawSpan) throws(PostgresDecodingFailure) {
        self = bytes.byteCount == 8 ? try bytes.whole() : Int64(try Int32(postgres: bytes))
    }
}

/// Sent as `int8`.
extension Int: PostgresScalar {
    package static var postgresType: PostgresType { .int8 }
    package static var postgresArrayType: PostgresType { .int8Array }
    package static func accepts(_ type: PostgresType) -> Bool { Int64.accepts(type) }

    package func encode(into buffer: inout PostgresBuffer) { buffer.append(Int64(self)) }

    package init(postgres bytes: RawSpan) throws(PostgresDecodingFailure) { self = Int(try Int64(postgres: bytes)) }
}

extension Float: PostgresScalar {
    package static var postgresType: PostgresType { .float4 }
    package static var postgresArrayType: PostgresType { .float4Array }
    package static func accepts(_ type: PostgresType) -> Bool { type == .float4 }

    package func encode(into buffer: inout PostgresBuffer) { buffer.append(bitPattern) }

    package init(postgres bytes: RawSpan) throws(PostgresDecodingFailure) { self.init(bitPattern: try bytes.whole()) }
}

/// Reads `float4` too, since nothing can be lost.
extension Double: PostgresScalar {
    package static var postgresType: PostgresType { .float8 }
    package static var postgresArrayType: PostgresType { .float8Array }
    package static func accepts(_ type: PostgresType) -> Bool { type == .float8 || type == .float4 }

    package func encode(into buffer: inout PostgresBuffer) { buffer.append(bitPattern) }

    package init(postgres bytes: RawSpan) throws(PostgresDecodingFailure) {
        if bytes.byteCount == 4 {
            self = Double(try Float(postgres: bytes))
        } else {
            self.init(bitPattern: try bytes.whole())
        }
    }
}
