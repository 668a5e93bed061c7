import ArgumentParser

/// `cistron panel`.
struct PanelCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "panel", abstract: "Deposit and list gene panels.",
        discussion: """
            EXAMPLE:
              cistron panel deposit Cardiomyopathy_v1.0.0
            """,
        subcommands: [PanelDepositCommand.self, PanelListCommand.self])
}
