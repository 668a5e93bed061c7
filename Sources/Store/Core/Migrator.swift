import Access
import Cryptography
package import Postgres

/// Brings the schema up to the program, under an advisory lock, each step in a transaction of its own.
package struct Migrator: Sendable {
    private let pool: PostgresPool

    /// A migrator over connections of the role `cistron_migration`, which owns the schema.
    package init(pool: PostgresPool) {
        self.pool = pool
    }

    /// Applies what is missing.
    ///
    /// - Returns: the steps applied now.
    /// - Throws: ``StoreError/schema(_:)`` when an applied step differs from the program's or is unknown to it.
    @discardableResult
    package func migrate() async throws -> [Migration] {
        // Two that find no table would both make it, and one would fail.
        try await pool.transaction { connection in
            try await Self.lock(connection)
            try await connection.executeScript(
                """
                CREATE TABLE IF NOT EXISTS schema_migration (
                    number integer PRIMARY KEY, name text NOT NULL, digest bytea NOT NULL,
                    applied_at timestamptz NOT NULL DEFAULT now());
                GRANT SELECT ON schema_migration TO cistron_gateway, cistron_worker, cistron_sealer;
                """)
        }
        var applied: [Migration] = []
        for migration in Migration.all where try await apply(migration) { applied.append(migration) }
        return applied
    }

    /// How the database stands to the program.
    package func status() async throws -> MigrationStatus {
        try await pool.transaction(readOnly: true) { connection in
            let exists = try await connection.execute("SELECT to_regclass('schema_migration') IS NOT NULL").one(
                Bool.self)
            guard exists else { return MigrationStatus(applied: [], pending: Migration.all) }
            let numbers = try await Self.verified(connection)
            return MigrationStatus(applied: numbers, pending: Migration.all.filter { !numbers.contains($0.number) })
        }
    }

    private func apply(_ migration: Migration) async throws -> Bool {
        try await pool.transaction(settings: Principal.migration.settings) { connection in
            try await Self.lock(connection)
            guard try await !Self.verified(connection).contains(migration.number) else { return false }
            try await connection.executeScript(String(decoding: migration.sql, as: UTF8.self))
            try await connection.execute(
                """
                INSERT INTO schema_migration (number, name, digest)
                VALUES (\(Int32(migration.number)), \(migration.name), \(migration.digest.bytes))
                """)
            return true
        }
    }

    /// Holds other migrators off until the transaction ends.
    private static func lock(_ connection: PostgresConnection) async throws {
        try await connection.execute("SELECT pg_advisory_xact_lock(hashtextextended('cistron.schema_migration', 0))")
    }

    /// The applied steps, each compared with the program's.
    private static func verified(_ connection: PostgresConnection) async throws -> [Int] {
        let rows = try await connection.execute("SELECT number, name, digest FROM schema_migration ORDER BY number")
        return try rows.map { row in
            let (number, name, digest) = try row.decode((Int32, String, [UInt8]).self)
            guard let known = Migration.all.first(where: { $0.number == Int(number) }) else {
                throw StoreError.schema(
                    "The database has step \(number) (\(name)), which this program does not know. Use a newer program.")
            }
            guard known.digest.bytes == digest else {
                throw StoreError.schema(
                    "Step \(number) (\(name)) was applied with other content than this program has.")
            }
            return Int(number)
        }
    }
}
