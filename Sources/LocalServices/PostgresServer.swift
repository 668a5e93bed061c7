/// How to reach the private PostgreSQL.
package struct PostgresServer: Sendable {
    /// Always 127.0.0.1.
    package let host = "127.0.0.1"
    /// The TCP port; stays the same over restarts.
    package let port: Int
    /// The name of the superuser, whose password is in ``passwordFile``.
    package let superuser = "postgres"
    /// The absolute path of the password file (libpq's `passfile` format, mode 0600).
    package let passwordFile: String
    /// The folder of the client programs (`psql`, `pg_dump`, …).
    package let programs: String

    /// A libpq connection string. It holds no secret: libpq takes the password from the password file.
    ///
    /// - Parameters:
    ///   - user: the role to log in as; its password must be in the file, see ``password(forUser:)``.
    ///   - database: the database to connect to.
    package func connectionString(user: String, database: String) -> String {
        // Encryption is not offered on loopback; saying so spares each connection the questions.
        let parameters = [
            ("host", host), ("port", String(port)), ("user", user), ("dbname", database), ("passfile", passwordFile),
            ("sslmode", "disable"), ("gssencmode", "disable"),
        ]
        return parameters.map { "\($0.0)=\(Self.quoted($0.1))" }.joined(separator: " ")
    }

    /// The password of a role, made up and added to the password file at the first call.
    ///
    /// The caller gives it to the role (`ALTER ROLE … PASSWORD …`). Not for several processes at the same time.
    ///
    /// - Parameter user: a role name without colons, backslashes, and line breaks.
    package func password(forUser user: String) throws -> String {
        precondition(!user.contains { ":\\\n".contains($0) }, "a role name must not need quoting in a password file")
        var lines = try PasswordFile.lines(passwordFile)
        if let known = PasswordFile.password(of: user, in: lines) { return known }
        let password = Secret.random()
        lines.append(PasswordFile.line(user: user, password: password))
        try PasswordFile.write(lines, to: passwordFile)
        return password
    }

    /// Runs SQL through `psql`: for administration and tests, where starting a program for it does not matter.
    ///
    /// Each statement is a transaction of its own; the first that fails ends it.
    ///
    /// - Returns: the rows, columns separated by tabs, without headings.
    @discardableResult
    package func run(_ sql: String, user: String = "postgres", database: String = "postgres") async throws -> String {
        let command = Command([
            programs + "/psql", "--no-psqlrc", "--quiet", "--no-password", "--tuples-only", "--no-align",
            "--field-separator=\t", "--set=ON_ERROR_STOP=1", "--command=" + sql,
            "--dbname=" + connectionString(user: user, database: database),
        ])
        let (status, output) = try await Waiting.onOwnThread { try command.run() }
        guard status == 0 else { throw LocalServicesError(.serverFailed, "psql failed: \(output)") }
        return output
    }

    private static func quoted(_ value: String) -> String {
        "'" + value.replacing("\\", with: "\\\\").replacing("'", with: "\\'") + "'"
    }
}
