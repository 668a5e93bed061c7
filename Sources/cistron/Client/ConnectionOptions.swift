import ArgumentParser
import Client
import Foundation

/// Which server, and as whom.
struct ConnectionOptions: ParsableArguments {
    @Option(help: "The server's address (or CISTRON_SERVER; default http://127.0.0.1:8080).")
    var server: String?

    @Option(
        help: ArgumentHelp(
            "The user to act as (or CISTRON_USER). Password: CISTRON_PASSWORD_FILE, CISTRON_PASSWORD or the terminal.",
            discussion: "Without this option, CISTRON_TOKEN and CISTRON_TOKEN_FILE come first."))
    var user: String?

    /// A client for these options.
    func client() throws -> CistronClient {
        let environment = ProcessInfo.processInfo.environment
        return CistronClient(
            server: server ?? environment.value("CISTRON_SERVER") ?? "http://127.0.0.1:8080",
            credentials: try Credentials.find(
                user: user, environment: environment, askPassword: PasswordPrompt.ask(user:)))
    }
}
