package import Logging
import Synchronization

/// A private PostgreSQL and RabbitMQ: on 127.0.0.1 only, on free ports, with everything they need under one folder.
///
/// Keep a reference for as long as the servers are needed: with ``Lifetime/process`` they end with the last one. At most
/// one call that starts or ends servers may run at a time.
package final class LocalServices: Sendable {
    struct State {
        var record: ServiceRecord
        /// RabbitMQ's password, once known.
        var brokerPassword = ""
        var keepers: [Role: Keeper] = [:]
        var lock: FolderLock?
    }

    let folder: DataFolder
    let logger: Logger
    let state: Mutex<State>

    private init(folder: DataFolder, record: ServiceRecord, lock: FolderLock?, logger: Logger) {
        self.folder = folder
        self.logger = logger
        state = Mutex(State(record: record, lock: lock))
    }

    /// Starts the servers and waits until they accept connections (60 seconds at most).
    ///
    /// Data of an earlier start in the same folder is used again, and so are its ports if they are still free. What a
    /// crash left behind is cleaned up.
    ///
    /// - Parameters:
    ///   - dataFolder: is created if it does not exist. When root starts servers in a place their accounts cannot reach,
    ///     their files go to a folder under `/var/lib/cistron-local` instead.
    ///   - lifetime: when the servers end.
    ///   - which: the servers to start.
    ///   - tuning: `fastTests` only for data nobody needs.
    ///   - logger: is told about the steps, at debug level.
    /// - Throws: ``LocalServicesError``; nothing is left running then.
    package static func start(
        in dataFolder: String, lifetime: Lifetime, which: Set<Kind> = Set(Kind.allCases), tuning: Tuning = .durable,
        logger: Logger
    ) async throws -> LocalServices {
        let folder = DataFolder(dataFolder)
        try folder.create()
        let services = try await Waiting.onOwnThread {
            let lock = try FolderLock.acquire(folder)
            let previous = try ServiceRecord.read(folder)
            if let previous { try settle(previous, folder) }
            let ports = try Ports.choose(previous: previous?.ports)
            let record = ServiceRecord(
                machine: ServiceRecord.currentMachine, lifetime: lifetime, tuning: tuning, ready: false,
                substituteFolder: previous?.substituteFolder, postgresPrograms: nil,
                nodeName: previous?.nodeName ?? "cistron-\(Secret.random().prefix(8))@localhost", ports: ports,
                processes: [:])
            return LocalServices(folder: folder, record: record, lock: lock, logger: logger)
        }
        do {
            do {
                try await services.launch(which)
            } catch let error as LocalServicesError where error.code == .portTaken {
                // Another program was faster. Others are as good.
                await services.endAll()
                try services.update { $0.record.ports = try Ports.choose(previous: nil) }
                try await services.launch(which)
            }
            try services.update { $0.record.ready = true }
        } catch {
            await services.stop()
            throw error
        }
        // Detached servers belong to whoever attaches; a lock that ended with this process would protect nothing.
        if lifetime == .detached { services.unlock() }
        return services
    }

    /// The servers that run in a folder, started by this or another process.
    ///
    /// - Returns: nil when none were started there, or not all of those are alive and ready.
    /// - Throws: when the folder's state cannot be read.
    package static func attach(to dataFolder: String) throws -> LocalServices? {
        let folder = DataFolder(dataFolder)
        guard let record = try ServiceRecord.read(folder), record.ready, !record.processes.isEmpty,
            record.running.count == record.processes.count
        else { return nil }
        let services = LocalServices(
            folder: folder, record: record, lock: nil, logger: Logger(label: "cistron.local-services"))
        if record.processes[.rabbitmq] != nil {
            let password = try RabbitLauncher.readPassword(folder)
            services.state.withLock { $0.brokerPassword = password }
        }
        return services
    }

    /// What is known about the servers at this moment.
    var record: ServiceRecord { state.withLock { $0.record } }

    /// The absolute path of the data folder.
    package var dataFolder: String { folder.path }

    /// How to reach PostgreSQL; a programmer's error if it is not among the servers started.
    package var postgres: PostgresServer {
        let record = record
        guard record.processes[.postgres] != nil, let programs = record.postgresPrograms else {
            preconditionFailure("PostgreSQL was not started; ask for it with `which`")
        }
        return PostgresServer(port: record.ports.postgres, passwordFile: folder.passwordFile, programs: programs)
    }

    /// How to reach RabbitMQ; a programmer's error if it is not among the servers started.
    package var rabbitmq: RabbitServer {
        let (record, password) = state.withLock { ($0.record, $0.brokerPassword) }
        guard record.processes[.rabbitmq] != nil else {
            preconditionFailure("RabbitMQ was not started; ask for it with `which`")
        }
        return RabbitServer(port: record.ports.amqp, managementPort: record.ports.management, password: password)
    }

    /// The servers that were started, and whether they are alive.
    package func status() -> [Status] {
        let record = record
        let running = record.running
        return Kind.allCases.compactMap { kind in
            record.processes[kind.role].map { process in
                Status(
                    kind: kind, processID: process.pid,
                    port: kind == .postgres ? record.ports.postgres : record.ports.amqp,
                    isRunning: running[kind.role] != nil)
            }
        }
    }

    /// Ends the servers, gracefully if they let us, and returns when all their processes are gone.
    ///
    /// The data stays. Servers another process owns are ended too; that process finds them gone.
    package func stop() async {
        await endAll()
        do {
            try update { state in
                state.record.processes = [:]
                state.record.ready = false
            }
        } catch {
            logger.debug("state file not written", metadata: ["error.message": "\(error)"])
        }
        unlock()
    }

    /// Lets others start and stop servers in the folder.
    func unlock() {
        state.withLock { state in
            state.lock?.unlock()
            state.lock = nil
        }
    }

    /// Changes the state, and the state file with it.
    func update(_ change: (inout State) throws -> Void) throws {
        try state.withLock { state in
            try change(&state)
            try state.record.write(folder)
        }
    }

    private func endAll() async {
        let running = record.running
        async let postgres: Void = end([.postgres], running)
        async let broker: Void = end([.rabbitmq, .epmd], running)
        _ = await (postgres, broker)
    }

    private func end(_ roles: [Role], _ running: [Role: ProcessIdentity]) async {
        for role in roles { await end(role, running[role]) }
    }

    /// Ends one process and its keeper.
    func end(_ role: Role, _ process: ProcessIdentity?) async {
        let (keeper, tuning) = state.withLock { state in
            (state.keepers.removeValue(forKey: role), state.record.tuning)
        }
        let ended = await Waiting.onOwnThread {
            let ended = process?.end(role.stopSteps(tuning)) ?? true
            keeper?.release()
            return ended
        }
        logger.debug("server ended", metadata: ["server.name": "\(role.rawValue)", "server.gone": "\(ended)"])
    }

    /// Deals with what an earlier start left running, under the lock.
    private static func settle(_ previous: ServiceRecord, _ folder: DataFolder) throws {
        let running = previous.running
        if previous.lifetime == .detached, previous.ready, running.count == previous.processes.count, !running.isEmpty {
            let list = running.values.map { String($0.pid) }.sorted().joined(separator: ", ")
            throw LocalServicesError(
                .alreadyRunning,
                "The servers of \(folder.path) run already (processes \(list)). Use those, or stop them first.")
        }
        try endAll(previous, folder)
    }

    /// Ends the processes of a record, under the lock; blocks.
    static func endAll(_ record: ServiceRecord, _ folder: DataFolder) throws {
        for (role, process) in record.running where !process.end(role.stopSteps(record.tuning)) {
            throw LocalServicesError(
                .timedOut, "A server left over in \(folder.path), process \(process.pid), does not end.")
        }
    }
}

extension LocalServices.Kind {
    var role: Role {
        switch self {
        case .postgres: .postgres
        case .rabbitmq: .rabbitmq
        }
    }
}
