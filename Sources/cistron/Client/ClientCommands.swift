import ArgumentParser

/// The subcommands that speak to a server over its public API, for the root command.
struct ClientCommands {
    /// All of them.
    static let subcommands: [any ParsableCommand.Type] = [
        SubmitCommand.self, JobsCommand.self, PanelCommand.self, FilterConfigurationCommand.self,
    ]

    /// Those of `jobs`, should the root command have more of that name.
    static let jobs: [any ParsableCommand.Type] = [JobsListCommand.self, JobsShowCommand.self]
}
