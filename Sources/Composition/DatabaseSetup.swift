import Access
import Foundation
import Laboratory
package import Logging
import Postgres
package import Store

/// Brings a database up to this program: schema, and the configurations an installation starts with.
package enum DatabaseSetup {
    /// Applies missing migrations and deposits the initial configurations where there are none.
    ///
    /// - Parameter connectionString: of the role `cistron_migration`.
    /// - Returns: the migrations applied now.
    @discardableResult
    package static func migrate(_ connectionString: String, logger: Logger) async throws -> [Migration] {
        try await withPool(connectionString, logger) { pool in
            let applied = try await Migrator(pool: pool).migrate()
            try await Store(pool: pool).transaction(for: .migration) { transaction in
                if try await transaction.laboratoryConfigurationRecord() == nil {
                    _ = try await transaction.deposit(
                        laboratoryConfiguration: JSONText(encoding: LaboratoryConfiguration.initial))
                }
                if try await transaction.annotationConfiguration(named: "default") == nil {
                    let document = try InitialAnnotation.document()
                    _ = try await transaction.deposit(annotationConfiguration: "default", JSONText(text: document))
                }
            }
            return applied
        }
    }

    /// How the database stands to this program.
    package static func status(_ connectionString: String, logger: Logger) async throws -> MigrationStatus {
        try await withPool(connectionString, logger) { try await Migrator(pool: $0).status() }
    }

    /// Runs something with a store as the migration role, for administration at the server itself.
    package static func withStore<Result: Sendable>(
        _ connectionString: String, logger: Logger, _ body: (Store) async throws -> Result
    ) async throws -> Result {
        try await withPool(connectionString, logger) { try await body(Store(pool: $0)) }
    }

    private static func withPool<Result: Sendable>(
        _ connectionString: String, _ logger: Logger, _ body: (PostgresPool) async throws -> Result
    ) async throws -> Result {
        let pool = PostgresPool(
            PostgresConfiguration(connectionString: connectionString, maximumConnections: 2), logger: logger)
        do {
            let result = try await body(pool)
            await pool.close()
            return result
        } catch {
            await pool.close()
            throw error
        }
    }
}
