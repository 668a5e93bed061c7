/// How to reach a PostgreSQL database, and how many connections to keep.
///
/// Printing it never shows the connection string, which may hold a password.
package struct PostgresConfiguration: Sendable {
    /// Everything libpq understands (`key=value` pairs or a `postgresql://` URI): several hosts, TLS, password file, service.
    ///
    /// Its `connect_timeout` is ignored in favour of ``connectTimeout``.
    package var connectionString: String
    /// Shown in `pg_stat_activity`, unless the connection string sets its own.
    package var applicationName: String
    /// The most connections a pool opens at a time; at least one.
    package var maximumConnections: Int
    /// How long a caller waits for a connection of the pool, connecting included.
    package var checkoutTimeout: Duration
    /// How long one address of the server may take to accept a connection.
    package var connectTimeout: Duration
    /// Whether statements are prepared once per connection. Off behind a pooler in transaction mode, which hands every
    /// transaction another server connection.
    package var preparedStatements: Bool

    package init(
        connectionString: String,
        applicationName: String = "cistron",
        maximumConnections: Int = 8,
        checkoutTimeout: Duration = .seconds(10),
        connectTimeout: Duration = .seconds(10),
        preparedStatements: Bool = true
    ) {
        precondition(maximumConnections > 0, "a pool needs at least one connection")
        self.connectionString = connectionString
        self.applicationName = applicationName
        self.maximumConnections = maximumConnections
        self.checkoutTimeout = checkoutTimeout
        self.connectTimeout = connectTimeout
        self.preparedStatements = preparedStatements
    }
}

extension PostgresConfiguration: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    package var description: String {
        "PostgresConfiguration(\(applicationName), at most \(maximumConnections) connections)"
    }

    package var debugDescription: String { description }

    /// Without children, so that `dump` shows nothing more than the description.
    package var customMirror: Mirror { Mirror(self, children: []) }
}
