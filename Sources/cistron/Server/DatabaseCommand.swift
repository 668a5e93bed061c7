import ArgumentParser
import Composition
import Store

struct DatabaseCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "database", abstract: "The schema of the store.",
        discussion: """
            Logs in as the role cistron_migration, told by CISTRON_MIGRATION_DATABASE or taken from the private servers of --data. The roles \
            cistron_migration, cistron_gateway, cistron_worker and cistron_sealer must exist; `cistron local up` makes them.

            EXAMPLE
              cistron database status
              cistron database migrate
            """, subcommands: [Migrate.self, Status.self])

    struct Migrate: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Apply the migrations that are missing.",
            discussion: """
                Under a lock, each in a transaction; run it before the first process of a newer program.

                EXAMPLE
                  cistron database migrate
                """)

        @OptionGroup var server: ServerOptions

        func run() async throws {
            let applied = try await DatabaseSetup.migrate(
                try server.connections().database(.migration), logger: server.logger("cistron.database"))
            print(
                applied.isEmpty
                    ? "The schema is up to date." : "Applied: \(applied.map(\.title).joined(separator: ", ")).")
        }
    }

    struct Status: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Tell which migrations are applied; exit code 1 when some are missing.",
            discussion: """
                EXAMPLE
                  cistron database status --json
                """)

        @OptionGroup var server: ServerOptions
        @Flag(help: "Print JSON.") var json = false

        func run() async throws {
            let status = try await DatabaseSetup.status(
                try server.connections().database(.migration), logger: server.logger("cistron.database"))
            if json {
                try printJSON(["applied": status.applied, "pending": status.pending.map(\.number)])
            } else {
                print(
                    "Applied: \(status.applied.count). Pending: \(status.pending.map(\.title).joined(separator: ", "))."
                )
            }
            if !status.pending.isEmpty { throw ExitCode.failure }
        }
    }
}

extension Migration {
    fileprivate var title: String { "\(number) \(name)" }
}
