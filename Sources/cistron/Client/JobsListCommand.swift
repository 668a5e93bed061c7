import ArgumentParser
import Client
import Foundation
import PublicAPI

/// `cistron jobs list`.
struct JobsListCommand: ClientCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List jobs.",
        discussion: """
            EXAMPLE:
              cistron jobs list --state failed --limit 10
            """)

    @Option(help: "Only jobs in this state: waiting, queued, running, succeeded, failed, refused or cancelled.")
    var state: String?

    @Option(help: "How many jobs at most.")
    var limit = 50

    @Flag(help: "Print the jobs as JSON on the standard output.")
    var json = false

    @OptionGroup var connection: ConnectionOptions

    var isJSON: Bool { json }

    func validate() throws {
        if limit < 1 { throw ValidationError("--limit is at least 1.") }
    }

    func run(_ client: CistronClient, _: Void) async throws -> ExitStatus {
        let jobs = try await CistronClient.collect(upTo: limit) { try await client.jobs(state: state, cursor: $0) }
        if json {
            try Console.json(jobs)
        } else if jobs.isEmpty {
            Console.print(["No jobs."])
        } else {
            let rows = jobs.map { job in
                [
                    job.id.uuidString.lowercased(), job.state, job.kind, job.lane, job.progress?.text ?? "",
                    job.created.formatted(.iso8601), job.problem?.code ?? job.waitingFor ?? "",
                ]
            }
            Console.print(
                TextTable(["ID", "STATE", "KIND", "LANE", "PROGRESS", "CREATED", "WHY"], rows: rows).lines)
        }
        return .success
    }
}
