import CRabbitMQ

extension amqp_bytes_t {
    /// A copy as text; bytes that are not UTF-8 become replacement characters.
    var text: String {
        String(decoding: UnsafeRawBufferPointer(start: bytes, count: len), as: UTF8.self)
    }
}

extension AMQPValue {
    /// Copies a table out of the client library's memory.
    static func table(copying table: amqp_table_t) -> [String: AMQPValue] {
        var copy: [String: AMQPValue] = [:]
        for index in 0..<Int(table.num_entries) {
            let entry = table.entries[index]
            copy[entry.key.text] = AMQPValue(copying: entry.value)
        }
        return copy
    }

    private init(copying field: amqp_field_value_t) {
        let value = field.value
        switch amqp_field_value_kind_t(UInt32(field.kind)) {
        case AMQP_FIELD_KIND_BOOLEAN: self = .bool(value.boolean != 0)
        case AMQP_FIELD_KIND_I8: self = .int(Int64(value.i8))
        case AMQP_FIELD_KIND_U8: self = .int(Int64(value.u8))
        case AMQP_FIELD_KIND_I16: self = .int(Int64(value.i16))
        case AMQP_FIELD_KIND_U16: self = .int(Int64(value.u16))
        case AMQP_FIELD_KIND_I32: self = .int(Int64(value.i32))
        case AMQP_FIELD_KIND_U32: self = .int(Int64(value.u32))
        case AMQP_FIELD_KIND_I64: self = .int(value.i64)
        case AMQP_FIELD_KIND_U64: self = .int(Int64(clamping: value.u64))
        case AMQP_FIELD_KIND_F32: self = .double(Double(value.f32))
        case AMQP_FIELD_KIND_F64: self = .double(value.f64)
        case AMQP_FIELD_KIND_DECIMAL: self = .decimal(scale: value.decimal.decimals, value: value.decimal.value)
        case AMQP_FIELD_KIND_TIMESTAMP: self = .timestamp(value.u64)
        case AMQP_FIELD_KIND_UTF8: self = Self.text(copying: value.bytes)
        case AMQP_FIELD_KIND_BYTES: self = .bytes(Self.bytes(copying: value.bytes))
        case AMQP_FIELD_KIND_TABLE: self = .table(Self.table(copying: value.table))
        case AMQP_FIELD_KIND_ARRAY:
            self = .array((0..<Int(value.array.num_entries)).map { AMQPValue(copying: value.array.entries[$0]) })
        default: self = .null
        }
    }

    /// AMQP's "long string" is any bytes; those that are no text stay bytes.
    private static func text(copying bytes: amqp_bytes_t) -> AMQPValue {
        let buffer = UnsafeRawBufferPointer(start: bytes.bytes, count: bytes.len)
        return String(validating: buffer, as: UTF8.self).map { .string($0) } ?? .bytes(Array(buffer))
    }

    private static func bytes(copying bytes: amqp_bytes_t) -> [UInt8] {
        Array(UnsafeRawBufferPointer(start: bytes.bytes, count: bytes.len))
    }
}
