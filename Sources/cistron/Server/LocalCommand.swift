import ArgumentParser
import Composition
import LocalServices
import Logging

struct LocalCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "local",
        abstract: "Private PostgreSQL and RabbitMQ on this machine, for trying and for one laboratory.",
        discussion: """
            They listen on loopback only, on free ports, and keep their data in one folder.

            EXAMPLE
              cistron local up        start them, with database, schema and virtual host
              cistron local status
              cistron local down      stop them; the data stays
            """, subcommands: [Up.self, Down.self, Status.self])

    struct Folder: ParsableArguments {
        @Option(
            name: .customLong("data"), help: ArgumentHelp("The folder of the servers' data.", valueName: "folder"))
        var path = ".local"
    }

    struct Up: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Start the servers and bring the database up to this program.",
            discussion: """
                Running it again changes nothing. The servers go on when the command has ended.

                EXAMPLE
                  cistron local up --data /srv/cistron
                """)

        @OptionGroup var folder: Folder

        func run() async throws {
            let services = try await LocalCluster.up(
                in: folder.path, lifetime: .detached, logger: Logger(label: "cistron.local"))
            LocalCommand.show(services.status())
        }
    }

    struct Down: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Stop the servers; the data stays.",
            discussion: """
                EXAMPLE
                  cistron local down
                """)

        @OptionGroup var folder: Folder

        func run() async throws {
            guard let services = try LocalServices.attach(to: folder.path) else {
                print("Nothing runs in \(folder.path).")
                return
            }
            await services.stop()
            print("Stopped.")
        }
    }

    struct Status: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Tell which servers run, and where.",
            discussion: """
                EXAMPLE
                  cistron local status --json
                """)

        @OptionGroup var folder: Folder
        @Flag(help: "Print JSON.") var json = false

        func run() async throws {
            let status = try LocalServices.attach(to: folder.path)?.status() ?? []
            if json {
                try printJSON(
                    status.map {
                        ServerStatus(name: $0.kind.name, port: $0.port, process: $0.processID, running: $0.isRunning)
                    })
            } else if status.isEmpty {
                print("Nothing runs in \(folder.path). Start with: cistron local up")
            } else {
                LocalCommand.show(status)
            }
        }

        private struct ServerStatus: Encodable {
            var name: String
            var port: Int
            var process: Int32
            var running: Bool
        }
    }

    fileprivate static func show(_ status: [LocalServices.Status]) {
        for server in status {
            let state = server.isRunning ? "runs" : "is gone"
            print("\(server.kind.name) \(state) at 127.0.0.1:\(server.port) (process \(server.processID))")
        }
    }
}
