/// A file of tab-separated values with a header line that names its columns, in any order.
struct PanelTable {
    let input: GenomicsError.Input
    private let columns: [String: Int]
    let rows: [Row]

    struct Row {
        let line: Int
        fileprivate let fields: [Substring]
    }

    /// - Parameters:
    ///   - headerStart: how the header line starts. Lines with `#` that do not start so are comments.
    ///   - required: the columns that must be there.
    init(
        _ bytes: [UInt8], _ input: GenomicsError.Input, headerStart: String, required: [String]
    ) throws(GenomicsError) {
        self.input = input
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw GenomicsError(.invalidPanel, in: input, allowed: "text in UTF-8")
        }
        var columns: [String: Int]?
        var rows: [Row] = []
        for (index, line) in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).enumerated() {
            if columns == nil, line.hasPrefix(headerStart) {
                columns = try Self.columns(line, input, line: index + 1, required)
            } else if !line.hasPrefix("#"), !line.allSatisfy(\.isWhitespace) {
                guard columns != nil else {
                    throw GenomicsError(
                        .invalidPanel, in: input, line: index + 1, found: String(line),
                        allowed: "the header line, which starts with \u{201C}\(headerStart)\u{201D}, comes before data")
                }
                rows.append(
                    Row(line: index + 1, fields: line.split(separator: "\t", omittingEmptySubsequences: false)))
            }
        }
        guard let columns else {
            throw GenomicsError(
                .invalidPanel, in: input, allowed: "a header line that starts with \u{201C}\(headerStart)\u{201D}")
        }
        self.columns = columns
        self.rows = rows
    }

    private static func columns(
        _ header: Substring, _ input: GenomicsError.Input, line: Int, _ required: [String]
    ) throws(GenomicsError) -> [String: Int] {
        var columns: [String: Int] = [:]
        let text = header.hasPrefix("#") ? header.dropFirst() : header
        for (index, name) in text.split(separator: "\t", omittingEmptySubsequences: false).enumerated() {
            guard columns[String(name)] == nil || name.isEmpty else {
                throw GenomicsError(
                    .invalidPanel, in: input, line: line, column: String(name), allowed: "each column once")
            }
            columns[String(name)] = index
        }
        for name in required where columns[name] == nil {
            throw GenomicsError(
                .invalidPanel, in: input, line: line, column: name, allowed: "this column must be in the header line")
        }
        return columns
    }

    /// The trimmed text of a cell; empty where the row or the file has no such cell.
    func text(_ row: Row, _ column: String) -> String {
        guard let index = columns[column], index < row.fields.count else { return "" }
        var cell = row.fields[index].drop(while: \.isWhitespace)
        while cell.last?.isWhitespace == true { cell.removeLast() }
        return String(cell)
    }

    func requiredText(_ row: Row, _ column: String) throws(GenomicsError) -> String {
        let text = text(row, column)
        guard !text.isEmpty else { throw error(row, column, "a value") }
        return text
    }

    func integer(_ row: Row, _ column: String) throws(GenomicsError) -> Int {
        try integer(try requiredText(row, column), row, column)
    }

    func integers(_ row: Row, _ column: String) throws(GenomicsError) -> [Int] {
        var result: [Int] = []
        for piece in try requiredText(row, column).split(separator: ",") {
            result.append(try integer(String(piece), row, column))
        }
        return result
    }

    /// HGNC ids come with and without their prefix.
    func hgncID(_ row: Row) throws(GenomicsError) -> Int {
        let text = try requiredText(row, "HGNC id")
        return try integer(text.hasPrefix("HGNC:") ? String(text.dropFirst(5)) : text, row, "HGNC id")
    }

    func error(_ row: Row, _ column: String, _ allowed: String) -> GenomicsError {
        GenomicsError(
            .invalidPanel, in: input, line: row.line, column: column, found: text(row, column), allowed: allowed)
    }

    private func integer(_ text: String, _ row: Row, _ column: String) throws(GenomicsError) -> Int {
        let bytes = Array(text.utf8)
        guard let value = bytes.integer(0..<bytes.count), value >= 0 else {
            throw error(row, column, "a whole number from 0")
        }
        return value
    }
}
