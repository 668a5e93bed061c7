/// Rows under headings, in columns as wide as they need.
package struct TextTable: Sendable {
    private let rows: [[String]]

    /// - Parameters:
    ///   - headings: one a column.
    ///   - rows: as many texts each.
    package init(_ headings: [String], rows: [[String]]) { self.rows = [headings] + rows }

    /// One line a row.
    package var lines: [String] {
        let widths = (rows.first ?? []).indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
        return rows.map { row in
            let line = zip(row, widths).map { $0 + String(repeating: " ", count: $1 - $0.count) }.joined(
                separator: "  ")
            return String(line.reversed().drop { $0 == " " }.reversed())
        }
    }
}
