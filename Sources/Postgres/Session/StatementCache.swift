/// The statements prepared on one connection, the least recently used one leaving when there are too many.
struct StatementCache {
    /// A prepared statement.
    final class Statement {
        let name: String
        /// Known after the first run. The server refuses to run a statement whose columns have changed, so they stay true.
        var columns: ResultColumns?
        fileprivate var lastUse: UInt64 = 0

        init(name: String) { self.name = name }
    }

    private struct Key: Hashable {
        let text: String
        let types: [UInt32]
    }

    let capacity: Int
    private var statements: [Key: Statement] = [:]
    /// Names that are out of use, but still prepared on the server.
    private var discarded: [String] = []
    private var clock: UInt64 = 0
    private var named = 0

    init(capacity: Int = 256) {
        precondition(capacity > 0, "a cache holds at least one statement")
        self.capacity = capacity
    }

    var count: Int { statements.count }

    /// The statement, if it has been prepared.
    mutating func find(_ sql: SQL) -> Statement? {
        guard let statement = statements[Key(text: sql.text, types: sql.types)] else { return nil }
        clock += 1
        statement.lastUse = clock
        return statement
    }

    /// A fresh name for a statement about to be prepared. Names are not used twice.
    mutating func makeStatement() -> Statement {
        named += 1
        return Statement(name: "s\(named)")
    }

    /// Remembers a statement that the server has prepared.
    mutating func insert(_ statement: Statement, for sql: SQL) {
        clock += 1
        statement.lastUse = clock
        statements[Key(text: sql.text, types: sql.types)] = statement
    }

    /// Forgets a statement that does not work any more; unless it is gone, the server still has to forget it.
    mutating func remove(_ sql: SQL, isGone: Bool) {
        let statement = statements.removeValue(forKey: Key(text: sql.text, types: sql.types))
        if let statement, !isGone { discarded.append(statement.name) }
    }

    /// Makes room for one more: the name of a statement that the server is to forget, until there are none.
    mutating func evict() -> String? {
        if let name = discarded.popLast() { return name }
        guard statements.count >= capacity else { return nil }
        // A scan of a few hundred entries costs nothing beside the preparation that follows.
        guard let oldest = statements.min(by: { $0.value.lastUse < $1.value.lastUse }) else { return nil }
        return statements.removeValue(forKey: oldest.key)?.name
    }
}
