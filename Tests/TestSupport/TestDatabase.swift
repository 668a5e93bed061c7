package import LocalServices

/// A database that belongs to one test.
package struct TestDatabase: Sendable {
    /// Its name.
    package let name: String
    /// The server it is on.
    package let server: PostgresServer

    /// A libpq connection string, without secrets.
    ///
    /// - Parameter user: a role whose password is in the server's password file; the superuser by default.
    package func connectionString(user: String = "postgres") -> String {
        server.connectionString(user: user, database: name)
    }

    /// Runs SQL through `psql`; see ``LocalServices/PostgresServer/run(_:user:database:)``.
    ///
    /// - Parameter user: the role to log in as; the superuser by default.
    @discardableResult
    package func run(_ sql: String, as user: String = "postgres") async throws -> String {
        try await server.run(sql, user: user, database: name)
    }

    /// Deletes it, with whatever is still connected.
    package func drop() async throws {
        try await server.run(#"DROP DATABASE IF EXISTS "\#(name)" WITH (FORCE)"#)
    }
}
