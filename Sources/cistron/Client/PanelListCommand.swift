import ArgumentParser
import Client
import Foundation
import PublicAPI

/// `cistron panel list`.
struct PanelListCommand: ClientCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List the gene panels.",
        discussion: """
            EXAMPLE:
              cistron panel list --json
            """)

    @Flag(help: "Print the panels as JSON on the standard output.")
    var json = false

    @OptionGroup var connection: ConnectionOptions

    var isJSON: Bool { json }

    func run(_ client: CistronClient, _: Void) async throws -> ExitStatus {
        let panels = try await CistronClient.collect { try await client.panels(cursor: $0) }
        if json {
            try Console.json(panels)
        } else if panels.isEmpty {
            Console.print(["No panels. Deposit one with `cistron panel deposit FOLDER`."])
        } else {
            let rows = panels.map { panel in
                [
                    panel.name, panel.version, panel.assembly, panel.genes.grouped, panel.transcripts.grouped,
                    panel.current ? "yes" : "no", panel.deposited.formatted(.iso8601),
                ]
            }
            Console.print(
                TextTable(
                    ["NAME", "VERSION", "ASSEMBLY", "GENES", "TRANSCRIPTS", "CURRENT", "DEPOSITED"], rows: rows
                ).lines)
        }
        return .success
    }
}
