import ArgumentParser
import Composition
import Jobs
import Logging
import ServiceLifecycle

struct WorkerCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "worker", abstract: "Run a worker: ingest, filter, snapshot and report, or some of them.",
        discussion: """
            Consumes the queues of its kinds in all lanes. Any number of workers may run, on any number of machines; \
            a job's effects happen once, however often it is delivered. Ends gracefully on SIGTERM: what runs is ended, the rest handed back.

            EXAMPLE
              cistron worker                           all four kinds in one process
              cistron worker --only ingest --slots 4   four imports' chunks at a time
            """)

    @Option(parsing: .upToNextOption, help: "The kinds to run: ingest, filter, snapshot, report.")
    var only: [WorkerKind] = WorkerKind.allCases

    @Option(help: "How many messages to work on at a time.")
    var slots = 2

    @OptionGroup var server: ServerOptions

    func validate() throws {
        guard (1...64).contains(slots) else { throw ValidationError("--slots is a number from 1 to 64.") }
    }

    func run() async throws {
        let logger = server.logger("cistron.worker")
        let services = try WorkerProcess.services(
            try server.connections(), kinds: Set(only), slots: slots, logger: logger)
        logger.notice("working", metadata: ["kinds": "\(only.map(\.rawValue).joined(separator: ","))"])
        try await ServiceGroup.cistron(services, logger: logger).run()
    }
}

extension WorkerKind: ExpressibleByArgument {}
