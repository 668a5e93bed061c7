/// Many binary values, or NULLs, in one piece of memory.
struct CellBuffer: Sendable {
    private var buffer = PostgresBuffer()
    /// The end of each cell in `bytes`; for NULL its complement, a negative number.
    private var ends: [Int] = []

    var bytes: [UInt8] { buffer.bytes }
    var count: Int { ends.count }

    mutating func reserveCapacity(cells: Int, bytes byteCount: Int) {
        ends.reserveCapacity(cells)
        buffer.reserveCapacity(byteCount)
    }

    mutating func appendNull() { ends.append(~bytes.count) }

    mutating func append(bytes cell: UnsafeRawBufferPointer) {
        buffer.append(contentsOf: cell)
        ends.append(bytes.count)
    }

    mutating func append(_ value: some PostgresEncodable) throws(PostgresError) {
        guard !value.isPostgresNull else { return appendNull() }
        let start = buffer.bytes.count
        do throws(PostgresError) {
            try value.encode(into: &buffer)
            guard buffer.bytes.count - start <= Int(Int32.max) else {
                throw PostgresError(.encoding, "a value is larger than 2 GiB")
            }
        } catch {
            buffer.truncate(to: start)
            throw error
        }
        ends.append(buffer.bytes.count)
    }

    mutating func append(_ other: CellBuffer) {
        let offset = bytes.count
        buffer.append(contentsOf: other.bytes)
        ends.append(contentsOf: other.ends.map { $0 < 0 ? $0 - offset : $0 + offset })
    }

    /// The place of a cell in `bytes`, nil for NULL.
    func range(of index: Int) -> Range<Int>? {
        let end = ends[index]
        guard end >= 0 else { return nil }
        guard index > 0 else { return 0..<end }
        let previous = ends[index - 1]
        return (previous < 0 ? ~previous : previous)..<end
    }

    /// Reads one cell.
    func decode<Value: PostgresDecodable>(
        _ type: Value.Type, at index: Int
    ) throws(PostgresDecodingFailure) -> Value {
        guard let range = range(of: index) else { return try Value.postgresNull() }
        return try Value(postgres: bytes.span.bytes.extracting(range))
    }
}
