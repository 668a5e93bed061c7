import ArgumentParser
import Composition

struct TopologyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "topology", abstract: "The queues and exchanges of the broker.",
        discussion: """
            What there must be stands in queues/topology.json. Every process declares it at start.

            EXAMPLE
              cistron topology check
            """, subcommands: [Apply.self, Check.self])

    struct Apply: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Declare what is missing.",
            discussion: """
                EXAMPLE
                  cistron topology apply
                """)

        @OptionGroup var server: ServerOptions

        func run() async throws {
            try await TopologyTool.apply(try server.connections(), logger: server.logger("cistron.topology"))
            print("The topology is in place.")
        }
    }

    struct Check: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Compare the broker with the file; exit code 1 when they differ.",
            discussion: """
                EXAMPLE
                  cistron topology check --json
                """)

        @OptionGroup var server: ServerOptions
        @Flag(help: "Print JSON.") var json = false

        func run() async throws {
            let differences = try await TopologyTool.check(
                try server.connections(), logger: server.logger("cistron.topology"))
            if json {
                try printJSON(["differences": differences])
            } else if differences.isEmpty {
                print("The broker has what it must have.")
            } else {
                for difference in differences { print(difference) }
            }
            if !differences.isEmpty { throw ExitCode.failure }
        }
    }
}
