/// How much of concurrent transactions one transaction sees.
package enum PostgresIsolation: String, Sendable, CaseIterable {
    case readCommitted = "READ COMMITTED"
    case repeatableRead = "REPEATABLE READ"
    case serializable = "SERIALIZABLE"

    /// The statement that opens such a transaction.
    func begin(readOnly: Bool) -> SQL {
        SQL(trusted: "BEGIN ISOLATION LEVEL \(rawValue) \(readOnly ? "READ ONLY" : "READ WRITE")")
    }
}
