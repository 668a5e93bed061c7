/// The result of a statement: its rows, and how many rows it affected.
///
/// The values of all rows lie in one piece of memory and are decoded when asked for.
package struct PostgresRows: Sendable, RandomAccessCollection {
    let storage: Storage
    /// Rows inserted, updated, deleted, selected or copied; zero for statements that do not count.
    package let affected: Int

    /// Shared by the rows.
    final class Storage: Sendable {
        let columns: ResultColumns
        let cells: CellBuffer
        let rowCount: Int

        init(columns: ResultColumns, cells: CellBuffer, rowCount: Int) {
            self.columns = columns
            self.cells = cells
            self.rowCount = rowCount
        }
    }

    init(columns: ResultColumns, cells: CellBuffer, rowCount: Int, affected: Int) {
        storage = Storage(columns: columns, cells: cells, rowCount: rowCount)
        self.affected = affected
    }

    package var startIndex: Int { 0 }
    package var endIndex: Int { storage.rowCount }

    package subscript(position: Int) -> PostgresRow {
        precondition(indices.contains(position), "the result has no row \(position)")
        return PostgresRow(storage: storage, index: position)
    }
}

extension PostgresRows: CustomStringConvertible, CustomReflectable {
    /// The size, never the values.
    package var description: String { "PostgresRows(\(count) rows, \(affected) affected)" }
    package var customMirror: Mirror { Mirror(self, children: []) }
}

/// Names and types of a result's columns.
final class ResultColumns: Sendable {
    let names: [String]
    let types: [PostgresType]

    var count: Int { types.count }

    init(names: [String], types: [PostgresType]) {
        self.names = names
        self.types = types
    }

    /// For binary COPY, which tells neither names nor types.
    convenience init(unspecified count: Int) {
        self.init(names: [], types: Array(repeating: .unspecified, count: count))
    }
}
