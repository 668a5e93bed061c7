/// libpq's password file: one line `host:port:database:user:password` a role.
enum PasswordFile {
    static func lines(_ path: String) throws -> [String] {
        guard let text = SmallFile.text(path) else {
            throw LocalServicesError(
                .stateUnreadable,
                "Cannot read the password file \(path). Without it the database it belongs to cannot be opened.")
        }
        return text.split(separator: "\n").map(String.init)
    }

    /// Any port and database: the port may change when the servers are started again.
    static func line(user: String, password: String) -> String {
        "127.0.0.1:*:*:\(user):\(password)"
    }

    static func password(of user: String, in lines: [String]) -> String? {
        lines.lazy.map { $0.split(separator: ":", maxSplits: 4) }
            .first { $0.count == 5 && $0[3] == user }
            .map { String($0[4]) }
    }

    static func write(_ lines: [String], to path: String) throws {
        try SmallFile.replace(path, lines.map { $0 + "\n" }.joined().utf8)
    }
}
