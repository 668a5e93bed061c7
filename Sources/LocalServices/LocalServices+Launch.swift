import Logging
import Synchronization

extension LocalServices {
    /// How long a server may take to accept connections.
    private static let readyWithin = Duration.seconds(60)

    /// Starts the servers, both at the same time.
    func launch(_ which: Set<Kind>) async throws {
        let place = try await Waiting.onOwnThread { [folder, record] in
            let servers = record.serversFolder(folder)
            let accounts = try which.map {
                try ServerAccount.choose(name: $0.rawValue, folder: "\(servers)/\($0.rawValue)")
            }
            return try record.substituteFolder ?? folder.serversFolder(accounts: accounts)
        }
        if place != folder.path {
            logger.debug("the servers' accounts cannot reach the data folder", metadata: ["folder.used": "\(place)"])
        }
        try update { $0.record.substituteFolder = place == folder.path ? nil : place }
        async let postgres: Void = which.contains(.postgres) ? launchPostgres() : ()
        async let broker: Void = which.contains(.rabbitmq) ? launchRabbitMQ() : ()
        _ = try await (postgres, broker)
    }

    /// Starts PostgreSQL and waits until it answers.
    func launchPostgres() async throws {
        let record = record
        let lock = try requireLock()
        let launcher = try await Waiting.onOwnThread { [folder] in
            let launcher = try PostgresLauncher(
                folder: folder, serversFolder: record.serversFolder(folder), tuning: record.tuning)
            try launcher.prepare(port: record.ports.postgres, lock: lock)
            return launcher
        }
        try update { $0.record.postgresPrograms = launcher.installation.programs }
        try await run(launcher.command())
        let server = postgres
        try await waitUntilReady(.postgres, logs: [launcher.log]) { Readiness.postgres(server) }
    }

    /// Starts epmd and RabbitMQ and waits until it answers, on its AMQP port and on the management port.
    func launchRabbitMQ() async throws {
        let record = record
        let launcher = try await Waiting.onOwnThread { [folder] in
            let launcher = try RabbitLauncher(
                folder: folder, serversFolder: record.serversFolder(folder), tuning: record.tuning)
            try launcher.prepare(ports: record.ports)
            return launcher
        }
        let password = try RabbitLauncher.readPassword(folder)
        state.withLock { $0.brokerPassword = password }
        if record.running[.epmd] == nil {
            await end(.epmd, nil)
            try await run(launcher.portMapperCommand(ports: record.ports))
        }
        try await run(launcher.command(ports: record.ports, nodeName: record.nodeName))
        let server = rabbitmq
        let version = Mutex<String?>(nil)
        try await waitUntilReady(.rabbitmq, logs: [launcher.output, launcher.log]) {
            guard let found = Readiness.brokerVersion(server) else { return false }
            version.withLock { $0 = found }
            return Readiness.amqp(server)
        }
        if let found = version.withLock({ $0 }),
            RabbitInstallation.numbers(found).lexicographicallyPrecedes(RabbitInstallation.oldestVersion)
        {
            throw LocalServicesError(.notInstalled, "RabbitMQ 3.10 or newer is needed; installed is \(found).")
        }
    }

    private func requireLock() throws -> FolderLock {
        guard let lock = state.withLock({ $0.lock }) else {
            throw LocalServicesError(.notOwner, "The servers of \(folder.path) were started by another process.")
        }
        return lock
    }

    /// Starts one process under a keeper and notes it in the state file.
    private func run(_ command: ServerCommand) async throws {
        let (lock, lifetime) = (try requireLock(), record.lifetime)
        let keeper = try await Waiting.onOwnThread { try Keeper.launch(command, lifetime: lifetime, lock: lock) }
        try update { state in
            state.record.processes[command.role] = keeper.server
            state.keepers[command.role] = keeper
        }
        logger.debug(
            "server started",
            metadata: ["server.name": "\(command.role.rawValue)", "process.id": "\(keeper.server.pid)"])
    }

    /// Asks until the server answers; gives up when it has ended or the time is over.
    private func waitUntilReady(
        _ kind: Kind, logs: [String], _ isReady: @escaping @Sendable () -> Bool
    ) async throws {
        let process = record.processes[kind.role]
        let start = ContinuousClock.now
        while await !Waiting.onOwnThread(isReady) {
            let log = logs.map { "The end of \($0):\n\(SmallFile.tail($0))" }.joined(separator: "\n")
            guard process?.isRunning == true else {
                let taken = ["address already in use", "eaddrinuse"].contains { log.lowercased().contains($0) }
                throw LocalServicesError(taken ? .portTaken : .serverFailed, "\(kind.name) ended at its start. \(log)")
            }
            guard ContinuousClock.now - start < Self.readyWithin else {
                throw LocalServicesError(
                    .timedOut, "\(kind.name) was not ready after \(Self.readyWithin). \(log)")
            }
            try await Task.sleep(for: .milliseconds(kind == .postgres ? 20 : 100))
        }
        let time = ContinuousClock.now - start
        logger.debug("server ready", metadata: ["server.name": "\(kind.rawValue)", "server.start-time": "\(time)"])
    }
}
