import ArgumentParser

@main
struct Cistron: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "cistron",
        abstract: "Clinical interpretation of genetic variants, as a cluster of workers around a message queue.",
        discussion: """
            Server:  local, database, topology, gateway, worker, user
            Client:  submit, jobs, panel, filterconfig
            Trying:  demo

            EXAMPLE
              cistron local up && cistron gateway & cistron worker &
              cistron submit analysis-folder
            """, version: "0.1.0",
        subcommands: [
            GatewayCommand.self, WorkerCommand.self, LocalCommand.self, DatabaseCommand.self, TopologyCommand.self,
            UserCommand.self,
            DemoCommand.self,
        ] + ClientCommands.subcommands)

    static func main() async { await runAsRoot() }
}
