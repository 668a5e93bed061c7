/// What can go wrong between this program and PostgreSQL.
///
/// It never holds the server's message, detail or context, because those quote rows. The exception is the primary
/// message of SQLSTATEs starting with `CS`, which only our own database functions raise.
package struct PostgresError: Error, Sendable, Hashable {
    /// The kind of failure.
    package struct Code: Sendable, Hashable, CustomStringConvertible {
        private enum Kind: String, Sendable {
            case server, connection, checkoutTimeout, cancelled, decoding, encoding, closed, commitUnknown
            case protocolViolation
        }

        private let kind: Kind

        private init(_ kind: Kind) { self.kind = kind }

        /// The server refused a statement; see ``PostgresError/sqlState``.
        package static let server = Code(.server)
        /// The server could not be reached, or the connection to it was lost.
        package static let connection = Code(.connection)
        /// No connection of the pool became free in time.
        package static let checkoutTimeout = Code(.checkoutTimeout)
        /// The calling task was cancelled.
        package static let cancelled = Code(.cancelled)
        /// A value did not have the asked type.
        package static let decoding = Code(.decoding)
        /// A parameter cannot be represented in PostgreSQL.
        package static let encoding = Code(.encoding)
        /// The pool or the connection has been closed, or the connection was used after its return to the pool.
        package static let closed = Code(.closed)
        /// The connection was lost while committing: the transaction may or may not have taken effect.
        package static let commitUnknown = Code(.commitUnknown)
        /// The connection was used, or the server answered, in a way that makes no sense at that moment.
        package static let protocolViolation = Code(.protocolViolation)

        package var description: String { kind.rawValue }
    }

    /// The kind of failure.
    package let code: Code
    /// The five-character SQLSTATE, when the server gave one.
    package let sqlState: String?
    /// The violated constraint.
    package let constraint: String?
    /// The table concerned.
    package let table: String?
    /// The column concerned, when known; for ``Code/decoding`` the column of the result.
    package let column: String?
    /// The primary message, only of SQLSTATEs starting with `CS`.
    package let message: String?
    /// A sentence of this module, or of libpq while connecting; never derived from rows.
    let reason: String?
    /// The prepared statement no longer fits the schema; it has been dropped, and a repetition prepares it anew.
    let isStaleStatement: Bool
    /// Connecting failed for a reason that time does not heal: a wrong password, database or connection string.
    let isPermanent: Bool

    init(
        _ code: Code, _ reason: String? = nil, sqlState: String? = nil, constraint: String? = nil, table: String? = nil,
        column: String? = nil, message: String? = nil, isStaleStatement: Bool = false, isPermanent: Bool = false
    ) {
        self.code = code
        self.reason = reason
        self.sqlState = sqlState
        self.constraint = constraint
        self.table = table
        self.column = column
        self.message = message
        self.isStaleStatement = isStaleStatement
        self.isPermanent = isPermanent
    }
}

extension PostgresError {
    /// Whether the same work may succeed when it is repeated later.
    ///
    /// After ``Code/commitUnknown`` the work may have taken effect: repeat only what recognises its own repetition.
    package var isRetriable: Bool {
        switch code {
        case .connection: !isPermanent
        case .server: isStaleStatement || sqlState.map(SQLState.isTransient) ?? false
        case .commitUnknown, .checkoutTimeout, .closed: true
        default: false
        }
    }

    /// Whether the connection is gone, or the server could not be reached.
    package var isConnectionLoss: Bool {
        code == .commitUnknown || code == .connection && !isPermanent
    }

    /// Whether two transactions got in each other's way and the whole transaction should be repeated at once.
    var isConflict: Bool {
        isStaleStatement || sqlState == "40001" || sqlState == "40P01"
    }

    static let connectionLost = PostgresError(.connection, "the connection to the server was lost")
    static let cancelled = PostgresError(.cancelled, "the task was cancelled")
    static let leaseEnded = PostgresError(.closed, "the connection was used after its return to the pool")
    static let poolClosed = PostgresError(.closed, "the pool is closed")

    /// The same failure under another code.
    func with(code: Code, reason: String) -> PostgresError {
        PostgresError(
            code, reason, sqlState: sqlState, constraint: constraint, table: table, column: column,
            message: message)
    }
}

extension PostgresError: CustomStringConvertible {
    package var description: String {
        var parts: [String] = []
        if let sqlState { parts.append(SQLState.name(of: sqlState).map { "\(sqlState) \($0)" } ?? sqlState) }
        if let message { parts.append(message) }
        if let reason { parts.append(reason) }
        if let constraint { parts.append("constraint \(constraint)") }
        if let table { parts.append("table \(table)") }
        if let column { parts.append("column \(column)") }
        let details = parts.isEmpty ? "" : ": " + parts.joined(separator: ", ")
        return "PostgreSQL \(code)\(details)"
    }
}
