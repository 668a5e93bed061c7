import Postgres

extension Transaction {
    /// Lets only one transaction at a time add a version of a named thing, so that versions form one chain.
    func lock(depositsOf table: String, _ name: String) async throws {
        try await connection.execute("SELECT pg_advisory_xact_lock(hashtextextended(\(table + ":" + name), 0))")
    }
}
