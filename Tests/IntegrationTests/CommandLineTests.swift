import Composition
import Foundation
import TestCluster
import TestSupport
import Testing

/// The program as people call it.
@Suite(.timeLimit(.minutes(5)))
struct CommandLineTests {
    @Test func everyCommandExplainsItselfWithAnExample() async throws {
        try await withScratchFolder { folder in
            var waiting: [[String]] = [[]]
            var seen: [String] = []
            while let command = waiting.popLast() {
                let help = try await Program.run(command + ["--help"], in: folder)
                let name = (["cistron"] + command).joined(separator: " ")
                #expect(help.status == 0, "\(name)")
                #expect(help.output.contains("EXAMPLE"), "\(name)")
                #expect(help.output.contains("OVERVIEW: "), "\(name)")
                waiting += Self.subcommands(help.output).map { command + [$0] }
                seen.append(name)
            }
            #expect(Set(["cistron submit", "cistron local up", "cistron user create"]).isSubset(of: seen))
        }
    }

    /// The names in the list at the end of a command's help.
    private static func subcommands(_ help: String) -> [String] {
        guard let list = help.range(of: "SUBCOMMANDS:\n") else { return [] }
        return help[list.upperBound...].split(separator: "\n", omittingEmptySubsequences: false)
            .prefix { !$0.isEmpty }
            .compactMap { $0.wholeMatch(of: /\ \ ([a-z-]+).*/).map { String($0.output.1) } }
    }

    @Test func localServersComeAndGo() async throws {
        try await withScratchFolder { folder in
            do {
                try await useLocalServers(in: folder)
            } catch {
                // They outlive the tests otherwise.
                _ = try await Program.run(["local", "down"], in: folder)
                throw error
            }
            let down = try await Program.run(["local", "down"], in: folder)
            #expect(down.status == 0, "\(down.errors)")
            #expect(try await Program.run(["local", "status", "--json"], in: folder).output == "[]\n")
            let again = try await Program.run(["local", "down"], in: folder)
            #expect(again.status == 0)
            #expect(again.output.contains("Nothing runs"))
        }
    }

    private func useLocalServers(in folder: URL) async throws {
        let nothing = try await Program.run(["database", "status"], in: folder)
        #expect(nothing.status != 0)
        #expect(nothing.errors.contains("cistron local up"))

        let up = try await Program.run(["local", "up"], in: folder)
        #expect(up.status == 0, "\(up.errors)")
        let status = try await Program.run(["local", "status", "--json"], in: folder)
        let servers = try JSONDecoder().decode([Server].self, from: Data(status.output.utf8))
        #expect(servers.map(\.name) == ["PostgreSQL", "RabbitMQ"])
        #expect(servers.allSatisfy { $0.running })
        let again = try await Program.run(["local", "up"], in: folder)
        #expect(again.status == 0)
        #expect(again.output == up.output)

        try await checkDatabase(in: folder)
        try await checkTopology(in: folder)
        try await checkUsers(in: folder)
    }

    private struct Server: Decodable {
        var name: String
        var port: Int
        var process: Int32
        var running: Bool
    }

    private func checkDatabase(in folder: URL) async throws {
        let current = try await Program.run(["database", "status", "--json"], in: folder)
        #expect(current.status == 0)
        #expect(current.output.contains(#""pending":[]"#))
        let migrate = try await Program.run(["database", "migrate"], in: folder)
        #expect(migrate.status == 0)
        #expect(migrate.output.contains("up to date"))
    }

    private func checkTopology(in folder: URL) async throws {
        // No process has run yet that declares it.
        let missing = try await Program.run(["topology", "check", "--json"], in: folder)
        #expect(missing.status == 1)
        #expect(missing.output.contains("ingest.routine"))
        #expect(try await Program.run(["topology", "apply"], in: folder).status == 0)
        let complete = try await Program.run(["topology", "check"], in: folder)
        #expect(complete.status == 0, "\(complete.output)")
    }

    private func checkUsers(in folder: URL) async throws {
        let create = ["user", "create", "ada", "--group", "genetics", "--role", "interpreter"]
        let first = try await Program.run(create, in: folder)
        #expect(first.status == 0, "\(first.errors)")
        #expect(first.output.contains("Password (shown once): "))
        let second = try await Program.run(create, in: folder)
        #expect(second.status != 0)
        #expect(second.errors.contains("taken"))
        #expect(second.output == "")
        let unknown = try await Program.run(["user", "reset-password", "eve"], in: folder)
        #expect(unknown.status != 0)
        #expect(unknown.errors.contains("no user eve"))
        #expect(try await Program.run(["user", "reset-password", "ada"], in: folder).status == 0)
    }

    /// A database without the schema is told from one with it, by the exit code.
    @Test func missingMigrationsAreAnExitCode() async throws {
        try await TestCluster.with { cluster in
            try await cluster.database.run(
                "DROP SCHEMA public CASCADE; CREATE SCHEMA public AUTHORIZATION cistron_migration")
            let environment = ["CISTRON_MIGRATION_DATABASE": try cluster.connections.database(.migration)]
            try await withScratchFolder { folder in
                func run(_ command: String) async throws -> Program.Result {
                    try await Program.run(["database", command], in: folder, environment: environment)
                }
                let missing = try await run("status")
                #expect(missing.status == 1, "\(missing.errors)")
                #expect(missing.output.contains("Applied: 0."))
                #expect(try await run("migrate").status == 0)
                #expect(try await run("status").status == 0)
            }
        }
    }
}
