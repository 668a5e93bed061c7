import CLibPQ

extension Session {
    /// How much is handed to libpq, or collected from it, at a time.
    private static let pieceSize = 256 * 1024

    /// Sends the rows to COPY … FROM STDIN.
    ///
    /// - Returns: The number of rows the server took.
    func copyIn(_ text: String, _ buffer: PostgresCopyBuffer, _ identifier: UInt64?) throws(PostgresError) -> Int {
        try perform(identifier) { server throws(PostgresError) in
            try startCopy(text, expecting: PGRES_COPY_IN, on: server)
            let bytes = buffer.bytes
            var offset = 0
            while offset < bytes.count, interruption.current.cancelledAt == nil {
                let end = min(offset + Self.pieceSize, bytes.count)
                try put(bytes, offset..<end, on: server)
                offset = end
            }
            if offset == bytes.count { try put(CopyFormat.trailer, 0..<2, on: server) }
            let refusal: String? = offset == bytes.count ? nil : "cancelled"
            guard PQputCopyEnd(server.pointer, refusal) == 1 else { throw broken(.connectionLost) }
            try flush(server)
            return try drain(server)?.affected ?? 0
        }
    }

    /// Starts COPY … TO STDOUT; the connection is busy until ``nextCopyRows(_:)`` returns nil or ``abandonCopy()``.
    func startCopyOut(_ text: String, _ identifier: UInt64?) throws(PostgresError) {
        try perform(identifier) { server throws(PostgresError) in
            try startCopy(text, expecting: PGRES_COPY_OUT, on: server)
            copy = CopyParser()
        }
    }

    /// Waits for the next rows, a quarter of a megabyte or a single larger row; nil after the last one.
    func nextCopyRows(_ identifier: UInt64?) throws(PostgresError) -> PostgresRows? {
        guard copy != nil else { return nil }
        return try perform(identifier, duringCopy: true) { server throws(PostgresError) in
            while var parser = exchange(&copy, with: nil) {
                // Moved out and back, because a second reference would copy the collected rows.
                let isAtEnd: Bool
                do throws(PostgresError) {
                    isAtEnd = try receive(into: &parser, on: server)
                } catch {
                    throw broken(error)
                }
                if isAtEnd {
                    _ = try drain(server)
                    try parser.finish()
                    return parser.rowCount > 0 ? parser.takeRows() : nil
                }
                let rows = parser.byteCount >= Self.pieceSize ? parser.takeRows() : nil
                copy = parser
                if let rows { return rows }
            }
            return nil
        }
    }

    /// Ends a COPY … TO STDOUT before its end; never cancelled.
    func abandonCopy() throws(PostgresError) {
        guard copy != nil else { return }
        interruption.cancelOnOwnThread()
        try perform(nil, within: Self.patience, duringCopy: true) { server throws(PostgresError) in
            var parser = CopyParser()
            while try !receive(into: &parser, on: server, keeping: false) {}
            copy = nil
            while try nextResult(server) != nil {}
        }
    }

    /// Ends a COPY … TO STDOUT after a failure; a connection that does not obey is marked as broken.
    func endCopy() {
        do throws(PostgresError) {
            try abandonCopy()
        } catch {
            // The caller has an error of its own; here it only matters that the connection is not used again.
            giveUp()
        }
    }

    private func startCopy(
        _ text: String, expecting expected: ExecStatusType, on server: ServerConnection
    ) throws(PostgresError) {
        guard PQsendQuery(server.pointer, text) == 1 else { throw broken(.connectionLost) }
        try flush(server)
        guard let result = try nextResult(server) else { throw broken(.connectionLost) }
        if result.status == expected {
            guard result.isBinary else {
                throw broken(PostgresError(.protocolViolation, "COPY has to be told (FORMAT binary)"))
            }
            return
        }
        let failure = result.status == PGRES_FATAL_ERROR ? result.error : nil
        _ = try drain(server)
        throw failure ?? PostgresError(.protocolViolation, "the statement is no COPY in this direction")
    }

    private func put(_ bytes: [UInt8], _ range: Range<Int>, on server: ServerConnection) throws(PostgresError) {
        let status = bytes.withUnsafeBytes { buffer in
            let piece = UnsafeRawBufferPointer(rebasing: buffer[range])
            return PQputCopyData(
                server.pointer, piece.baseAddress?.assumingMemoryBound(to: CChar.self), Int32(piece.count))
        }
        guard status == 1 else { throw broken(.connectionLost) }
        try flush(server)
    }

    /// Feeds one message to the parser, waiting for it; returns true when there is none left.
    private func receive(
        into parser: inout CopyParser, on server: ServerConnection, keeping: Bool = true
    ) throws(PostgresError) -> Bool {
        var message: UnsafeMutablePointer<CChar>?
        var length = PQgetCopyData(server.pointer, &message, 1)
        while length == 0 {
            try wait(.read, on: server)
            guard PQconsumeInput(server.pointer) != 0 else { throw .connectionLost }
            length = PQgetCopyData(server.pointer, &message, 1)
        }
        defer { PQfreemem(message) }
        guard length > 0 else {
            guard length == -1 else { throw .connectionLost }
            return true
        }
        if keeping { try parser.feed(UnsafeRawBufferPointer(start: message, count: Int(length))) }
        return false
    }
}
