import Foundation
import Logging
import Postgres
import TestSupport
import Testing

/// The PostgreSQL server of these tests: a database of their own on the server all tests share.
enum Server {
    private static let database = Task { try await TestServers.freshDatabase() }

    /// A libpq connection string of the database, without secrets.
    static func connectionString() async throws -> String { try await database.value.connectionString() }

    /// How to reach the database, with other settings of libpq than usual.
    static func configuration(
        _ overrides: [String: String] = [:], connections: Int = 8, checkoutTimeout: Duration = .seconds(10),
        connectTimeout: Duration = .seconds(10), preparedStatements: Bool = true, applicationName: String = "test"
    ) async throws -> PostgresConfiguration {
        // Of two settings of the same name libpq takes the later one.
        let connectionString = overrides.reduce(try await connectionString()) {
            $0 + " \($1.key)='\($1.value)'"
        }
        return PostgresConfiguration(
            connectionString: connectionString, applicationName: applicationName,
            maximumConnections: connections, checkoutTimeout: checkoutTimeout, connectTimeout: connectTimeout,
            preparedStatements: preparedStatements)
    }

    /// Runs `body` with a pool, and closes that.
    static func withPool<Result>(
        _ configuration: PostgresConfiguration, _ body: (PostgresPool) async throws -> Result
    ) async throws -> Result {
        let pool = PostgresPool(configuration, logger: Logger(label: "test"))
        do {
            let result = try await body(pool)
            await pool.close()
            return result
        } catch {
            await pool.close()
            throw error
        }
    }

    /// Runs `body` with a pool whose tables go to a schema made from `script` for it alone.
    static func withSchema<Result>(
        _ script: String = "", connections: Int = 8, checkoutTimeout: Duration = .seconds(10),
        preparedStatements: Bool = true, _ body: (PostgresPool) async throws -> Result
    ) async throws -> Result {
        let schema = "test_" + UUID().uuidString.replacing("-", with: "").lowercased()
        let configuration = try await configuration(
            ["options": "-csearch_path=\(schema)"], connections: connections, checkoutTimeout: checkoutTimeout,
            preparedStatements: preparedStatements)
        return try await withPool(configuration) { pool in
            try await pool.withConnection {
                try await $0.executeScript("CREATE SCHEMA \(schema); SET search_path = \(schema); \(script)")
            }
            let outcome: Swift.Result<Result, any Error>
            do {
                outcome = .success(try await body(pool))
            } catch {
                outcome = .failure(error)
            }
            try await pool.withConnection {
                try await $0.executeScript("SET client_min_messages = error; DROP SCHEMA \(schema) CASCADE")
            }
            return try outcome.get()
        }
    }

    /// Where the server listens.
    static func address() async throws -> (host: String, port: Int) {
        try await withPool(try await configuration()) { pool in
            let rows = try await pool.withConnection {
                try await $0.execute("SELECT host(inet_server_addr()), inet_server_port()")
            }
            return try #require(rows.first).decode((String, Int).self)
        }
    }
}

/// Waits until the condition holds, failing the test after the deadline.
func eventually(
    _ what: Comment, within limit: Duration = .seconds(10), location: SourceLocation = #_sourceLocation,
    _ condition: () async throws -> Bool
) async throws {
    let deadline = ContinuousClock.now + limit
    while try await !condition() {
        guard ContinuousClock.now < deadline else {
            Issue.record(what, sourceLocation: location)
            return
        }
        try await Task.sleep(for: .milliseconds(5))
    }
}

/// The ``PostgresError`` that `body` throws.
func failure<Result>(
    location: SourceLocation = #_sourceLocation, _ body: () async throws -> Result
) async throws -> PostgresError {
    do {
        _ = try await body()
    } catch {
        return try #require(error as? PostgresError, sourceLocation: location)
    }
    Issue.record("nothing was thrown", sourceLocation: location)
    throw CancellationError()
}
