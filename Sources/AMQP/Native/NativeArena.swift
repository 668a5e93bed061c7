import CRabbitMQ

/// Memory for what is lent to the client library during one call: strings and tables.
final class NativeArena {
    private let pool: UnsafeMutablePointer<amqp_pool_t>

    init() {
        pool = .allocate(capacity: 1)
        pool.initialize(to: amqp_pool_t())
        init_amqp_pool(pool, 4096)
    }

    deinit {
        empty_amqp_pool(pool)
        pool.deallocate()
    }

    /// Ends the life of everything lent so far.
    func reset() {
        recycle_amqp_pool(pool)
    }

    func lend(_ text: String) -> amqp_bytes_t {
        var text = text
        return text.withUTF8 { lend(UnsafeRawBufferPointer($0)) }
    }

    func lend(_ table: [String: AMQPValue]) -> amqp_table_t {
        guard let entries = allocate(amqp_table_entry_t.self, count: table.count) else { return amqp_table_t() }
        for (index, (key, value)) in table.enumerated() {
            entries[index] = amqp_table_entry_t(key: lend(key), value: lend(value))
        }
        return amqp_table_t(num_entries: Int32(table.count), entries: entries)
    }

    private func lend(_ bytes: UnsafeRawBufferPointer) -> amqp_bytes_t {
        guard let copy = allocate(UInt8.self, count: bytes.count) else { return amqp_bytes_t() }
        UnsafeMutableRawPointer(copy).copyMemory(
            from: bytes.baseAddress ?? UnsafeRawPointer(copy), byteCount: bytes.count)
        return amqp_bytes_t(len: bytes.count, bytes: copy)
    }

    private func lend(_ value: AMQPValue) -> amqp_field_value_t {
        var field = amqp_field_value_t()
        func set(_ kind: amqp_field_value_kind_t) { field.kind = UInt8(kind.rawValue) }
        switch value {
        case .null: set(AMQP_FIELD_KIND_VOID)
        case .bool(let value):
            set(AMQP_FIELD_KIND_BOOLEAN)
            field.value.boolean = value ? 1 : 0
        case .int(let value):
            set(AMQP_FIELD_KIND_I64)
            field.value.i64 = value
        case .double(let value):
            set(AMQP_FIELD_KIND_F64)
            field.value.f64 = value
        case .decimal(let scale, let value):
            set(AMQP_FIELD_KIND_DECIMAL)
            field.value.decimal = amqp_decimal_t(decimals: scale, value: value)
        case .string(let value):
            set(AMQP_FIELD_KIND_UTF8)
            field.value.bytes = lend(value)
        case .bytes(let value):
            set(AMQP_FIELD_KIND_BYTES)
            field.value.bytes = value.withUnsafeBytes { lend($0) }
        case .timestamp(let value):
            set(AMQP_FIELD_KIND_TIMESTAMP)
            field.value.u64 = value
        case .array(let elements):
            set(AMQP_FIELD_KIND_ARRAY)
            field.value.array = lend(elements)
        case .table(let value):
            set(AMQP_FIELD_KIND_TABLE)
            field.value.table = lend(value)
        }
        return field
    }

    private func lend(_ elements: [AMQPValue]) -> amqp_array_t {
        guard let entries = allocate(amqp_field_value_t.self, count: elements.count) else { return amqp_array_t() }
        for (index, element) in elements.enumerated() { entries[index] = lend(element) }
        return amqp_array_t(num_entries: Int32(elements.count), entries: entries)
    }

    private func allocate<Element>(_ type: Element.Type, count: Int) -> UnsafeMutablePointer<Element>? {
        guard count > 0 else { return nil }
        return amqp_pool_alloc(pool, count * MemoryLayout<Element>.stride)?.bindMemory(to: type, capacity: count)
    }
}
