/// Rows in PostgreSQL's binary COPY format, collected for ``PostgresConnection/copyIn(_:_:)``.
///
/// COPY never casts: write each field with exactly the column's type (`Int32` for `int4`, ``RawJSON`` for `json`).
package struct PostgresCopyBuffer: Sendable {
    /// Writes the fields of one row, in the order of the columns.
    package struct Row {
        var buffer: PostgresBuffer
        var fields = 0
        var failure: PostgresError?

        /// Writes the next field. A value that cannot be represented makes the later ``PostgresConnection/copyIn(_:_:)``
        /// throw.
        package mutating func write(_ value: some PostgresEncodable) {
            fields += 1
            do throws(PostgresError) {
                try buffer.appendField(value)
            } catch {
                failure = failure ?? error
            }
        }

        /// Writes NULL as the next field.
        package mutating func writeNull() {
            fields += 1
            buffer.append(Int32(-1))
        }
    }

    /// The number of fields in each row.
    package let columns: Int
    /// The number of rows so far.
    package private(set) var count = 0
    private(set) var failure: PostgresError?
    private var buffer = PostgresBuffer()

    /// - Parameters:
    ///   - columns: The number of fields in each row.
    ///   - reserving: The expected size in bytes.
    package init(columns: Int, reserving: Int = 0) {
        precondition(columns > 0 && columns <= 1_600, "a row has between 1 and 1,600 columns")
        self.columns = columns
        buffer.reserveCapacity(reserving + CopyFormat.header.count)
        buffer.append(contentsOf: CopyFormat.header)
    }

    package var isEmpty: Bool { count == 0 }

    /// The size in bytes; a good moment to send is between 1 and 16 MiB.
    package var byteCount: Int { buffer.bytes.count }

    /// Everything but the trailer.
    var bytes: [UInt8] { buffer.bytes }

    /// Appends a row; `body` must write exactly as many fields as there are columns.
    package mutating func row(_ body: (inout Row) throws -> Void) rethrows {
        let start = buffer.bytes.count
        buffer.append(Int16(columns))
        // Moved in and out rather than copied: a second reference would copy all bytes at the first write.
        var row = Row(buffer: exchange(&buffer, with: PostgresBuffer()))
        defer { buffer = row.buffer }
        do {
            try body(&row)
        } catch {
            row.buffer.truncate(to: start)
            throw error
        }
        precondition(row.fields == columns, "the row has \(row.fields) fields instead of \(columns)")
        failure = failure ?? row.failure
        count += 1
    }
}

extension PostgresCopyBuffer: CustomStringConvertible, CustomReflectable {
    /// The size, never the values.
    package var description: String { "PostgresCopyBuffer(\(count) rows, \(byteCount) bytes)" }
    package var customMirror: Mirror { Mirror(self, children: []) }
}
