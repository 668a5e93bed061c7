import Access
import Composition
import Foundation
import Logging
import Postgres
import Store
import TestCluster
import TestSupport
import Testing

extension TestCluster {
    /// Runs `body` with connections of the superuser, for whom no row is hidden, but for whom triggers work as for anybody.
    func withSuperuser<Result>(_ body: (PostgresPool) async throws -> Result) async throws -> Result {
        let pool = PostgresPool(
            PostgresConfiguration(connectionString: database.connectionString(), maximumConnections: 4), logger: logger)
        do {
            let result = try await body(pool)
            await pool.close()
            return result
        } catch {
            await pool.close()
            throw error
        }
    }

    /// A person of a group, with these roles only.
    func person(_ name: String, group: String, roles: Set<Role>, panels: [String] = []) async throws -> Person {
        try await createUser(name, group: group, roles: roles, panels: panels)
    }
}

extension PostgresPool {
    /// The only value of a query's only row.
    func value<Value: PostgresDecodable>(
        _ type: Value.Type, settings: [TransactionSetting] = [], _ sql: SQL
    ) async throws -> Value {
        try await transaction(settings: settings) { connection in
            try #require(try await connection.execute(sql).first).decode(type)
        }
    }

    /// The only column of a query's rows.
    func column<Value: PostgresDecodable>(_ type: Value.Type, _ sql: SQL) async throws -> [Value] {
        try await withConnection { try await $0.execute(sql).map { try $0.decode(type) } }
    }

    /// What a statement did in a transaction that is rolled back in any case.
    func attempt(_ sql: String, settings: [TransactionSetting] = []) async throws -> Attempt {
        do {
            return try await transaction(settings: settings) { connection -> Attempt in
                throw RolledBack(affected: try await connection.execute(SQL(stringLiteral: sql)).affected)
            }
        } catch let outcome as RolledBack {
            return .done(affected: outcome.affected)
        } catch let error as PostgresError {
            return .refused(error.sqlState ?? "\(error)")
        }
    }
}

/// What came of a statement.
enum Attempt: Equatable {
    case done(affected: Int)
    case refused(_ sqlState: String)
}

/// Rolls a transaction back and brings out what it did.
private struct RolledBack: Error {
    let affected: Int
}

/// Marks the end of a transaction that is not to be committed.
struct Abandoned: Error {}
