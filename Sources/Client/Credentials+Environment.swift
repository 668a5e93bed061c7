import Foundation

extension Credentials {
    /// Finds credentials where a command may get them from.
    ///
    /// A user named on the command line is meant, so that comes first. Otherwise `CISTRON_TOKEN` or
    /// `CISTRON_TOKEN_FILE`, and then `CISTRON_USER`. The password comes from `CISTRON_PASSWORD_FILE`,
    /// `CISTRON_PASSWORD` or the terminal; never from the command line, where other users of the machine could read it.
    ///
    /// - Parameters:
    ///   - user: the user named on the command line.
    ///   - environment: the process's environment.
    ///   - askPassword: reads the password of a user from the terminal; nil without a terminal.
    /// - Throws: ``ClientError/input(_:)`` when a file cannot be read or a password is missing.
    package static func find(
        user: String?, environment: [String: String], askPassword: (_ user: String) throws -> String?
    ) throws -> Credentials {
        if user == nil {
            if let token = environment.value("CISTRON_TOKEN") { return .token(token) }
            if let path = environment.value("CISTRON_TOKEN_FILE") { return .token(try secret(in: path)) }
        }
        guard let user = user ?? environment.value("CISTRON_USER") else {
            throw ClientError.input(
                "Credentials are missing",
                "Set CISTRON_TOKEN or CISTRON_TOKEN_FILE, or name a user with --user or CISTRON_USER.")
        }
        if let path = environment.value("CISTRON_PASSWORD_FILE") {
            return .user(name: user, password: try secret(in: path))
        }
        if let password = environment.value("CISTRON_PASSWORD") { return .user(name: user, password: password) }
        guard let password = try askPassword(user), !password.isEmpty else {
            throw ClientError.input(
                "The password is missing",
                "None was typed, or there is no terminal: set CISTRON_PASSWORD_FILE, CISTRON_PASSWORD or CISTRON_TOKEN."
            )
        }
        return .user(name: user, password: password)
    }

    /// The first line of a file, without white space around it.
    private static func secret(in path: String) throws -> String {
        let text: String
        do {
            text = try String(contentsOfFile: path, encoding: .utf8)
        } catch {
            throw ClientError.input(
                "A secret cannot be read", "The file \(path) does not exist, or cannot be read as text.")
        }
        let line = text.split(separator: "\n", omittingEmptySubsequences: false).first ?? ""
        let secret = line.trimmingCharacters(in: .whitespaces)
        guard !secret.isEmpty else {
            throw ClientError.input("A secret cannot be read", "The first line of \(path) is empty.")
        }
        return secret
    }
}

extension [String: String] {
    /// A variable that is set and not empty.
    package func value(_ name: String) -> String? { self[name].flatMap { $0.isEmpty ? nil : $0 } }
}
