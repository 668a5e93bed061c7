/// Cuts a stream in the binary COPY format into rows: pieces of bytes in, batches of rows out.
///
/// The server sends a row per message, but the protocol does not promise it, so a row may be cut anywhere.
struct CopyParser: Sendable {
    private enum Phase: Sendable { case header, rows, ended }

    private var phase = Phase.header
    /// The beginning of a row whose rest has not come yet.
    private var pending: [UInt8] = []
    private var columns: Int?
    private var cells = CellBuffer()
    private(set) var rowCount = 0

    /// The bytes of the rows that are ready.
    var byteCount: Int { cells.bytes.count }

    mutating func feed(_ bytes: UnsafeRawBufferPointer) throws(PostgresError) {
        if pending.isEmpty {
            let used = try parse(bytes)
            pending.append(contentsOf: bytes[used...])
        } else {
            pending.append(contentsOf: bytes)
            let whole = exchange(&pending, with: [])
            var used = 0
            // Typed errors do not pass through closures of the standard library, hence the result.
            let outcome = whole.withUnsafeBytes { buffer in
                Result { () throws(PostgresError) in try parse(buffer) }
            }
            used = try outcome.get()
            pending.append(contentsOf: whole[used...])
        }
    }

    /// Hands out the rows that are ready and forgets them.
    mutating func takeRows() -> PostgresRows {
        defer {
            cells = CellBuffer()
            rowCount = 0
        }
        return PostgresRows(
            columns: ResultColumns(unspecified: columns ?? 0), cells: cells, rowCount: rowCount, affected: rowCount)
    }

    /// Checks that the stream ended where it should.
    func finish() throws(PostgresError) {
        guard phase == .ended, pending.isEmpty else { throw Self.malformed }
    }

    private static let malformed = PostgresError(.protocolViolation, "the data is not in the binary COPY format")

    /// Parses as many whole rows as there are; returns the number of bytes used.
    private mutating func parse(_ bytes: UnsafeRawBufferPointer) throws(PostgresError) -> Int {
        var offset = 0
        if phase == .header {
            guard let size = try headerSize(bytes) else { return 0 }
            offset = size
            phase = .rows
        }
        while phase == .rows, let next = try parseRow(bytes, at: offset) { offset = next }
        guard phase != .ended || offset == bytes.count else { throw Self.malformed }
        return offset
    }

    private func headerSize(_ bytes: UnsafeRawBufferPointer) throws(PostgresError) -> Int? {
        let fixed = CopyFormat.header.count
        guard bytes.count >= fixed else { return nil }
        guard bytes.prefix(CopyFormat.signature.count).elementsEqual(CopyFormat.signature) else {
            throw Self.malformed
        }
        let size = fixed + Int(Self.integer(UInt32.self, bytes, at: fixed - 4))
        return bytes.count >= size ? size : nil
    }

    /// Parses one row; nil when its end is not there yet.
    private mutating func parseRow(_ bytes: UnsafeRawBufferPointer, at start: Int) throws(PostgresError) -> Int? {
        guard bytes.count - start >= 2 else { return nil }
        let fields = Int(Self.integer(Int16.self, bytes, at: start))
        guard fields >= 0 else {
            phase = .ended
            return start + 2
        }
        guard columns == nil || columns == fields else { throw Self.malformed }
        guard let end = Self.rowEnd(bytes, fields: fields, at: start + 2) else { return nil }
        columns = fields
        var offset = start + 2
        for _ in 0..<fields {
            let length = Int(Self.integer(Int32.self, bytes, at: offset))
            offset += 4
            if length < 0 {
                cells.appendNull()
            } else {
                cells.append(bytes: UnsafeRawBufferPointer(rebasing: bytes[offset..<offset + length]))
                offset += length
            }
        }
        rowCount += 1
        return end
    }

    private static func rowEnd(_ bytes: UnsafeRawBufferPointer, fields: Int, at start: Int) -> Int? {
        var offset = start
        for _ in 0..<fields {
            guard bytes.count - offset >= 4 else { return nil }
            offset += 4 + max(0, Int(integer(Int32.self, bytes, at: offset)))
            guard offset <= bytes.count else { return nil }
        }
        return offset
    }

    private static func integer<Value: FixedWidthInteger>(
        _ type: Value.Type, _ bytes: UnsafeRawBufferPointer, at offset: Int
    ) -> Value {
        Value(bigEndian: bytes.loadUnaligned(fromByteOffset: offset, as: Value.self))
    }
}
