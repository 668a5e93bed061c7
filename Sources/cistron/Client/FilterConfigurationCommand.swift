import ArgumentParser

/// `cistron filterconfig`.
struct FilterConfigurationCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "filterconfig", abstract: "Deposit and list filter configurations.",
        discussion: """
            EXAMPLE:
              cistron filterconfig deposit germline.json
            """,
        subcommands: [FilterConfigurationDepositCommand.self, FilterConfigurationListCommand.self])
}
