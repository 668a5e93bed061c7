import CLibPQ

/// The owner of a result of libpq. Stays on the connection's thread.
final class ServerResult {
    private let pointer: OpaquePointer

    init(_ pointer: OpaquePointer) { self.pointer = pointer }

    deinit { PQclear(pointer) }

    var status: ExecStatusType { PQresultStatus(pointer) }

    /// Whether a COPY has been started in the binary format.
    var isBinary: Bool { PQbinaryTuples(pointer) != 0 }

    /// The command's name and counts, as `UPDATE 3`.
    var commandTag: String { PQcmdStatus(pointer).map { String(cString: $0) } ?? "" }

    /// The rows that the command affected.
    var affected: Int { PQcmdTuples(pointer).flatMap { Int(String(cString: $0)) } ?? 0 }

    /// The failure told by the server, free of anything that may quote a row.
    var error: PostgresError {
        guard let sqlState = field(CLIBPQ_FIELD_SQLSTATE) else { return .connectionLost }
        // The cached plan of a prepared statement broke (RevalidateCachedQuery), or the statement itself is gone.
        let isStale =
            sqlState == "26000"
            || sqlState == "0A000" && field(CLIBPQ_FIELD_SOURCE_FUNCTION) == "RevalidateCachedQuery"
        return PostgresError(
            .server, sqlState: sqlState, constraint: field(CLIBPQ_FIELD_CONSTRAINT), table: field(CLIBPQ_FIELD_TABLE),
            column: field(CLIBPQ_FIELD_COLUMN),
            message: sqlState.hasPrefix("CS") ? field(CLIBPQ_FIELD_MESSAGE) : nil, isStaleStatement: isStale)
    }

    /// Names and types of the columns.
    func columns() -> ResultColumns {
        let indices = 0..<PQnfields(pointer)
        return ResultColumns(
            names: indices.map { PQfname(pointer, $0).map { String(cString: $0) } ?? "" },
            types: indices.map { PostgresType(oid: PQftype(pointer, $0)) })
    }

    /// Copies the rows out of libpq's memory.
    func rows(columns: ResultColumns) -> PostgresRows {
        let rowCount = PQntuples(pointer)
        let columnCount = Int32(columns.count)
        var cells = CellBuffer()
        cells.reserveCapacity(cells: Int(rowCount) * columns.count, bytes: 0)
        for row in 0..<rowCount {
            for column in 0..<columnCount {
                if PQgetisnull(pointer, row, column) != 0 {
                    cells.appendNull()
                } else {
                    let length = Int(PQgetlength(pointer, row, column))
                    cells.append(
                        bytes: UnsafeRawBufferPointer(start: PQgetvalue(pointer, row, column), count: length))
                }
            }
        }
        return PostgresRows(columns: columns, cells: cells, rowCount: Int(rowCount), affected: affected)
    }

    private func field(_ code: Int) -> String? {
        PQresultErrorField(pointer, Int32(code)).map { String(cString: $0) }
    }
}
