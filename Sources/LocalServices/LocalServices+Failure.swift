import Synchronization

/// Making servers fail and come back, for tests of what happens then.
extension LocalServices {
    /// Kills every process of PostgreSQL at once, as a power failure would, and returns when they are gone.
    package func killPostgres() async throws {
        try await killServer(.postgres)
    }

    /// Kills RabbitMQ at once and returns when it is gone.
    package func killRabbitMQ() async throws {
        try await killServer(.rabbitmq)
    }

    /// Starts PostgreSQL again, with its data, on its port; ends it first if it runs.
    ///
    /// - Throws: ``LocalServicesError/Code/notOwner`` when another process started servers with the process lifetime.
    package func restartPostgres() async throws {
        try await restart(.postgres) { try await launchPostgres() }
    }

    /// Starts RabbitMQ again, with its data, on its port; ends it first if it runs.
    ///
    /// - Throws: ``LocalServicesError/Code/notOwner`` when another process started servers with the process lifetime.
    package func restartRabbitMQ() async throws {
        try await restart(.rabbitmq) { try await launchRabbitMQ() }
    }

    private func process(of kind: Kind) throws -> ProcessIdentity {
        guard let process = record.processes[kind.role] else {
            throw LocalServicesError(.notStarted, "\(kind.name) is not among the servers of \(folder.path).")
        }
        return process
    }

    private func killServer(_ kind: Kind) async throws {
        let process = try process(of: kind)
        guard await Waiting.onOwnThread({ process.killFamily() }) else {
            throw LocalServicesError(.timedOut, "\(kind.name), process \(process.pid), does not die.")
        }
    }

    private func restart(_ kind: Kind, _ launch: () async throws -> Void) async throws {
        let process = try process(of: kind)
        let borrowed = try await borrowLock()
        defer { if borrowed { unlock() } }
        await end(kind.role, process)
        try await launch()
    }

    /// Takes the folder's lock for the time of a restart, as detached servers leave it free.
    private func borrowLock() async throws -> Bool {
        let (owned, lifetime) = state.withLock { ($0.lock != nil, $0.record.lifetime) }
        guard !owned else { return false }
        guard lifetime == .detached else {
            throw LocalServicesError(
                .notOwner, "Only the process that started the servers of \(folder.path) can start them again.")
        }
        let lock = try await Waiting.onOwnThread { [folder] in try FolderLock.acquire(folder) }
        state.withLock { $0.lock = lock }
        return true
    }
}
