import Access
import ArgumentParser
import Composition
import Foundation

struct UserCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "user", abstract: "People who may log in.",
        discussion: """
            Works on the database as the role cistron_migration, so it is for whoever administers the server.

            EXAMPLE
              cistron user create ada --display-name "Ada" --group genetics --role interpreter --role submitter --panel Ciliopati
            """, subcommands: [Create.self, ResetPassword.self])

    struct Create: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Create a user.",
            discussion: """
                The password is read from the file named by --password-file or CISTRON_PASSWORD_FILE; without one, a random password \
                is made and printed once.

                EXAMPLE
                  cistron user create ada --display-name "Ada" --group genetics --role interpreter
                """)

        @Argument(help: "The name to log in with: lower-case letters, digits and . _ @ -")
        var username: String
        @Option(help: "The name people read.")
        var displayName: String?
        @Option(help: "The user group; made when it is new.")
        var group: String
        @Option(
            name: .customLong("role"),
            help:
                "interpreter, reviewer, medical_director, submitter, laboratory_administrator or auditor; may be repeated."
        )
        var roles: [Role]
        @Option(name: .customLong("panel"), help: "A gene panel the group works with; may be repeated.")
        var panels: [String] = []
        @Option(help: "A file that holds the password.")
        var passwordFile: String?
        @OptionGroup var server: ServerOptions
        @Flag(help: "Print JSON.") var json = false

        func run() async throws {
            let password = try NewPassword.read(passwordFile)
            let id = try await UserAdministration.create(
                username: username, displayName: displayName ?? username, group: group, roles: Set(roles),
                panels: panels,
                password: password.text, connections: try server.connections(), logger: server.logger("cistron.user"))
            guard let id else { throw ValidationError("The name \(username) is taken.") }
            if json {
                try printJSON(["id": id.uuidString.lowercased(), "password": password.wasMade ? password.text : nil])
            } else {
                print("Created \(username)." + (password.wasMade ? " Password (shown once): \(password.text)" : ""))
            }
        }
    }

    struct ResetPassword: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "reset-password", abstract: "Give a user a new password and end the user's sessions.",
            discussion: """
                EXAMPLE
                  cistron user reset-password ada
                """)

        @Argument(help: "The name to log in with.")
        var username: String
        @Option(help: "A file that holds the password.")
        var passwordFile: String?
        @OptionGroup var server: ServerOptions

        func run() async throws {
            let password = try NewPassword.read(passwordFile)
            let found = try await UserAdministration.resetPassword(
                of: username, to: password.text, connections: try server.connections(),
                logger: server.logger("cistron.user"))
            guard found else { throw ValidationError("There is no user \(username).") }
            print("The password is changed." + (password.wasMade ? " Password (shown once): \(password.text)" : ""))
        }
    }
}

/// A password from a file, or made.
private struct NewPassword {
    var text: String
    var wasMade: Bool

    static func read(_ path: String?) throws -> NewPassword {
        guard let path = path ?? ProcessInfo.processInfo.environment["CISTRON_PASSWORD_FILE"] else {
            return NewPassword(text: UserAdministration.randomPassword(), wasMade: true)
        }
        guard let text = try? String(contentsOfFile: path, encoding: .utf8) else {
            throw ValidationError("The password file \(path) cannot be read.")
        }
        let password = text.trimmingCharacters(in: .newlines)
        guard password.count >= 12 else { throw ValidationError("A password has at least 12 characters.") }
        return NewPassword(text: password, wasMade: false)
    }
}

extension Role: ExpressibleByArgument {}
