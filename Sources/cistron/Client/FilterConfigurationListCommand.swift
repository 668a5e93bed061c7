import ArgumentParser
import Client
import Foundation
import PublicAPI

/// `cistron filterconfig list`.
struct FilterConfigurationListCommand: ClientCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List the filter configurations.",
        discussion: """
            EXAMPLE:
              cistron filterconfig list
            """)

    @Flag(help: "Print the configurations as JSON on the standard output.")
    var json = false

    @OptionGroup var connection: ConnectionOptions

    var isJSON: Bool { json }

    func run(_ client: CistronClient, _: Void) async throws -> ExitStatus {
        let configurations = try await CistronClient.collect { try await client.filterConfigurations(cursor: $0) }
        if json {
            try Console.json(configurations)
        } else if configurations.isEmpty {
            Console.print(["No filter configurations. Deposit one with `cistron filterconfig deposit FILE`."])
        } else {
            let rows = configurations.map { [$0.name, String($0.version), $0.deposited.formatted(.iso8601)] }
            Console.print(TextTable(["NAME", "VERSION", "DEPOSITED"], rows: rows).lines)
        }
        return .success
    }
}
