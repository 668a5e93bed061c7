import ArgumentParser
import Client
import Foundation
import PublicAPI

/// `cistron jobs show`.
struct JobsShowCommand: ClientCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Show a job, or follow it to its end.",
        discussion: """
            With --follow the exit code is 1 when the job does not succeed.

            EXAMPLE:
              cistron jobs show 0197a3c2-6f1e-7d34-9f0a-2b6d1c5e8a47 --follow
            """)

    @Argument(help: "The job's id.", transform: Self.id(parsing:))
    var id: UUID

    @Flag(help: "Follow the job to its end; what happens goes to the standard error.")
    var follow = false

    @Flag(help: "Print the job as JSON on the standard output.")
    var json = false

    @OptionGroup var connection: ConnectionOptions

    var isJSON: Bool { json }

    static func id(parsing text: String) throws -> UUID {
        guard let id = UUID(uuidString: text) else { throw ValidationError("`\(text)` is not an id.") }
        return id
    }

    func run(_ client: CistronClient, _: Void) async throws -> ExitStatus {
        var job = try await client.job(id)
        if follow, !job.isFinal {
            let progress = SubmissionProgress(
                isTerminal: Console.isErrorTerminal, jobLabel: "Working", write: Console.write)
            defer { progress.end() }
            for try await update in client.follow(job: id) {
                progress.show(update)
                if case .state(let view) = update { job = view }
            }
        }
        if json { try Console.json(job) } else { Console.print(job.lines) }
        return follow && job.state != "succeeded" ? .refused : .success
    }
}
