import ArgumentParser

/// `cistron jobs`.
struct JobsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "jobs", abstract: "Look at jobs.",
        discussion: """
            EXAMPLE:
              cistron jobs list --state running
            """,
        subcommands: ClientCommands.jobs)
}
