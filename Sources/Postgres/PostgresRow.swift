/// One row of a result.
///
/// Decoding compares the column's type with the asked Swift type first. The errors name column and types, never the value.
package struct PostgresRow: Sendable {
    let storage: PostgresRows.Storage
    let index: Int

    /// The number of columns.
    package var count: Int { storage.columns.count }

    /// Reads the whole row: as many types as there are columns, in their order.
    /// ```swift
    /// let (id, name) = try row.decode((Int64, String?).self)
    /// ```
    /// - Throws: ``PostgresError`` with ``PostgresError/Code/decoding``.
    package func decode<each Value: PostgresDecodable>(
        _ types: (repeat each Value).Type
    ) throws -> (repeat each Value) {
        var asked = 0
        for _ in repeat (each Value).self { asked += 1 }
        guard asked == count else {
            throw PostgresError(.decoding, "the row has \(count) columns, \(asked) were asked for")
        }
        return try decodeFirst(types)
    }

    /// Reads the first columns of a row that has more, which are then read one by one with ``decode(_:at:)``.
    ///
    /// - Throws: ``PostgresError`` with ``PostgresError/Code/decoding``.
    package func decodeFirst<each Value: PostgresDecodable>(
        _ types: (repeat each Value).Type
    ) throws -> (repeat each Value) {
        var column = -1
        func next<One: PostgresDecodable>(_ type: One.Type) throws -> One {
            column += 1
            return try decode(type, at: column)
        }
        return (repeat try next((each Value).self))
    }

    /// Reads the only column of the row.
    ///
    /// - Throws: ``PostgresError`` with ``PostgresError/Code/decoding``.
    package func decode<Value: PostgresDecodable>(_ type: Value.Type) throws(PostgresError) -> Value {
        guard count == 1 else { throw PostgresError(.decoding, "the row has \(count) columns, 1 was asked for") }
        return try decode(type, at: 0)
    }

    /// Reads one column, counted from zero.
    ///
    /// - Throws: ``PostgresError`` with ``PostgresError/Code/decoding``.
    package func decode<Value: PostgresDecodable>(_ type: Value.Type, at column: Int) throws(PostgresError) -> Value {
        guard column >= 0, column < count else {
            throw PostgresError(.decoding, "the row has \(count) columns, number \(column) was asked for")
        }
        let columnType = storage.columns.types[column]
        guard columnType == .unspecified || Value.accepts(columnType) else {
            throw failure("is not readable", as: type, at: column)
        }
        do throws(PostgresDecodingFailure) {
            return try storage.cells.decode(type, at: index * count + column)
        } catch {
            throw failure(error.reason, as: type, at: column)
        }
    }

    /// Reads the first column of that name.
    ///
    /// - Throws: ``PostgresError`` with ``PostgresError/Code/decoding``.
    package func decode<Value: PostgresDecodable>(
        _ type: Value.Type, named name: String
    ) throws(PostgresError) -> Value {
        guard let column = storage.columns.names.firstIndex(of: name) else {
            throw PostgresError(.decoding, "the result has no such column", column: name)
        }
        return try decode(type, at: column)
    }

    private func failure(_ reason: String, as type: Any.Type, at column: Int) -> PostgresError {
        let names = storage.columns.names
        return PostgresError(
            .decoding, "a value of type \(storage.columns.types[column]) \(reason) as Swift \(type)",
            column: column < names.count ? names[column] : "number \(column)")
    }
}

extension PostgresRow: CustomStringConvertible, CustomReflectable {
    /// The size, never the values.
    package var description: String { "PostgresRow(\(count) columns)" }
    package var customMirror: Mirror { Mirror(self, children: []) }
}
