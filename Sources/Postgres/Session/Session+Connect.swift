import CLibPQ
import Glibc

extension Session {
    /// Settings that the connection string may override: a silent peer is noticed within a minute instead of hours.
    private static let defaults = [
        "keepalives_idle": "30", "keepalives_interval": "10", "keepalives_count": "3", "tcp_user_timeout": "30000",
    ]

    /// Connects. Each address of the server has the configured time; then the next one is tried.
    ///
    /// - Throws: ``PostgresError`` with ``PostgresError/Code/connection``; not retriable when time will not help.
    func connect() throws(PostgresError) {
        precondition(server == nil, "a session connects once")
        let server = try start()
        try establish(server)
        PQsetnonblocking(server.pointer, 1)
        interruption.install(CancelHandle(server.pointer))
        self.server = server
        publish()
    }

    private func start() throws(PostgresError) -> ServerConnection {
        // libpq would quote the unreadable part of the connection string, perhaps the password.
        guard let options = PQconninfoParse(configuration.connectionString, nil) else {
            throw PostgresError(
                .connection, "the connection string cannot be read; expected key=value pairs or a postgresql:// URI",
                isPermanent: true)
        }
        PQconninfoFree(options)
        // Of repeated keywords the last one counts; "dbname" is expanded to all that the connection string holds.
        var parameters = Self.defaults.map { ($0.key, $0.value) }
        parameters.append(("fallback_application_name", configuration.applicationName))
        parameters.append(("dbname", configuration.connectionString))
        parameters.append(("client_encoding", "UTF8"))
        guard let pointer = Self.withCStrings(parameters, { PQconnectStartParams($0, $1, 1) }) else {
            throw PostgresError(.connection, "out of memory")
        }
        PQsetErrorVerbosity(pointer, PQERRORS_SQLSTATE)
        // Notices quote names and values; nobody reads them here.
        PQsetNoticeReceiver(pointer, { _, _ in }, nil)
        return ServerConnection(pointer)
    }

    private func establish(_ server: ServerConnection) throws(PostgresError) {
        guard PQstatus(server.pointer) != CONNECTION_BAD else { throw connectFailure(server, timedOut: false) }
        var address = server.address
        var limit = ContinuousClock.now + configuration.connectTimeout
        var timedOut = false
        var next = PGRES_POLLING_WRITING
        while next != PGRES_POLLING_OK {
            guard next != PGRES_POLLING_FAILED else { throw connectFailure(server, timedOut: timedOut) }
            if server.address != address {
                address = server.address
                limit = .now + configuration.connectTimeout
            }
            let events: SocketPoll.Events = next == PGRES_POLLING_READING ? .read : .write
            if try wait(events, on: server, until: limit).isEmpty {
                // libpq has no call to give up one address; a socket shut down makes it move on by itself.
                timedOut = true
                shutdown(server.socket, Int32(SHUT_RDWR))
                limit = .now + configuration.connectTimeout
            }
            next = PQconnectPoll(server.pointer)
        }
    }

    private func connectFailure(_ server: ServerConnection, timedOut: Bool) -> PostgresError {
        let message = server.connectMessage
        let sqlState = Self.sqlState(in: message)
        let reason =
            timedOut && sqlState == nil
            ? "no answer from \(server.address) within \(configuration.connectTimeout)" : message
        let isPermanent = sqlState.map(Self.isPermanent) ?? (PQconnectionNeedsPassword(server.pointer) != 0)
        return PostgresError(.connection, reason, sqlState: sqlState, isPermanent: isPermanent)
    }

    /// Whether the server refuses for good: feature, value, authorization, database, or role.
    private static func isPermanent(_ sqlState: String) -> Bool {
        ["0A", "22", "28", "3D", "42"].contains(String(sqlState.prefix(2)))
    }

    /// The five characters at the end of "… failed: FATAL: 28P01"; libpq offers them in no other way here.
    private static func sqlState(in message: String) -> String? {
        let words = message.split(separator: " ")
        guard let last = words.last, words.dropLast().last?.hasSuffix(":") == true, last.utf8.count == 5,
            last.allSatisfy({ $0.isASCII && ($0.isNumber || $0.isUppercase) }), last.contains(where: \.isNumber)
        else { return nil }
        return String(last)
    }

    /// Lends the pairs to C as two arrays that end with a null pointer.
    private static func withCStrings<Result>(
        _ pairs: [(String, String)],
        _ body: (UnsafePointer<UnsafePointer<CChar>?>?, UnsafePointer<UnsafePointer<CChar>?>?) -> Result
    ) -> Result {
        let keys = pairs.map { UnsafePointer<CChar>(strdup($0.0)) } + [nil]
        let values = pairs.map { UnsafePointer<CChar>(strdup($0.1)) } + [nil]
        defer { (keys + values).forEach { free(UnsafeMutablePointer(mutating: $0)) } }
        return body(keys, values)
    }
}
