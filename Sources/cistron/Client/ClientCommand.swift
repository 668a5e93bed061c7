import ArgumentParser
import Client
import Foundation
import PublicAPI

/// A command that speaks to a server.
protocol ClientCommand: AsyncParsableCommand {
    /// What the command reads from disk.
    associatedtype Input = Void

    var connection: ConnectionOptions { get }
    /// Whether data goes to the standard output as JSON.
    var isJSON: Bool { get }
    /// Reads what the command needs, before anybody is asked for a password.
    func prepare() throws -> Input
    /// Does the work, and says how the command ends.
    func run(_ client: CistronClient, _ input: Input) async throws -> ExitStatus
}

extension ClientCommand where Input == Void {
    func prepare() {}
}

extension ClientCommand {
    func run() async throws {
        let status: ExitStatus
        do {
            let input = try prepare()
            let client = try connection.client()
            do {
                status = try await run(client, input)
            } catch {
                await endSession(of: client)
                throw error
            }
            await endSession(of: client)
        } catch let error as ClientError {
            Console.error((["Error: " + (error.lines.first ?? "")] + error.lines.dropFirst()).joined(separator: "\n"))
            if isJSON, case .problem(let problem) = error { try Console.json(["problem": problem]) }
            throw ExitCode(ExitStatus(error).rawValue)
        }
        if status != .success { throw ExitCode(status.rawValue) }
    }

    /// The work is done either way, and a session that stays behind ends by itself: a failure here is worth no more
    /// than a line.
    private func endSession(of client: CistronClient) async {
        do {
            try await client.endOwnSession()
        } catch {
            Console.error("The session could not be ended; it expires by itself.")
        }
    }
}
