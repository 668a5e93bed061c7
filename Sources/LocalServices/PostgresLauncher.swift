import FoundationEssentials
import Glibc

/// Prepares the files of the private PostgreSQL and tells how to run it.
struct PostgresLauncher: Sendable {
    let folder: DataFolder
    let tuning: LocalServices.Tuning
    let account: ServerAccount
    let installation: PostgresInstallation
    /// The server's own folder, which holds its data and its log.
    let home: String

    var log: String { home + "/server.log" }
    private var data: String { home + "/data" }

    init(folder: DataFolder, serversFolder: String, tuning: LocalServices.Tuning) throws {
        self.folder = folder
        self.tuning = tuning
        home = serversFolder + "/postgres"
        account = try ServerAccount.choose(name: "postgres", folder: home)
        installation = try PostgresInstallation.find(dataVersion: SmallFile.text(home + "/data/PG_VERSION"))
    }

    /// Makes the cluster if there is none, and writes its configuration; blocks for a second or two.
    ///
    /// - Parameter lock: the folder's; `initdb` keeps it should this process be killed meanwhile.
    func prepare(port: Int, lock: FolderLock) throws {
        try DataFolder.create(home, for: account)
        if SmallFile.text(data + "/PG_VERSION") == nil { try initialise(lock) }
        try removeStaleLock()
        try SmallFile.replace(data + "/cistron.conf", configuration(port: port).utf8, owner: account)
        SmallFile.rotate(log)
    }

    /// The command that runs it. The data folder is its working folder.
    func command() -> ServerCommand {
        ServerCommand(
            role: .postgres,
            arguments: [installation.programs + "/postgres", "-D", data],
            environment: Command.environment(home: home),
            account: account,
            folder: data,
            log: log,
            stopSteps: Role.postgres.stopSteps(tuning))
    }

    private func initialise(_ lock: FolderLock) throws {
        let fresh = data + ".new"
        let passwordFile = home + "/initial-password"
        let password = Secret.random()
        if FileManager.default.fileExists(atPath: fresh) { try FileManager.default.removeItem(atPath: fresh) }
        defer { _ = unlink(passwordFile) }
        try SmallFile.replace(passwordFile, password.utf8, owner: account)
        let durability = tuning == .durable ? "--data-checksums" : "--no-sync"
        let command = Command(
            account.prefix + [
                installation.programs + "/initdb", "--pgdata=" + fresh, "--username=postgres",
                "--pwfile=" + passwordFile,
                "--auth=scram-sha-256", "--encoding=UTF8", "--locale=C.UTF-8", "--no-instructions", durability,
            ], environment: Command.environment(home: home))
        let (status, output) = try command.run(holding: lock)
        guard status == 0 else {
            throw LocalServicesError(.serverFailed, "initdb failed (status \(status)) in \(fresh):\n\(output)")
        }
        // initdb has tried what this machine allows (kinds of shared memory): its choices stay, ours follow.
        let configuration = fresh + "/postgresql.conf"
        let initial = SmallFile.read(configuration) ?? []
        try SmallFile.replace(configuration, initial + Array("\ninclude 'cistron.conf'\n".utf8), owner: account)
        // The password first: a complete cluster without its password would be useless.
        let line = PasswordFile.line(user: "postgres", password: password)
        try PasswordFile.write([line], to: folder.passwordFile)
        try FileManager.default.moveItem(atPath: fresh, toPath: data)
    }

    /// Removes the lock file a killed server left.
    ///
    /// PostgreSQL itself refuses to start as long as *any* process of its account has the number in that file, even a
    /// dead one nobody has waited for. The file also protects against processes of the killed server that still work on
    /// the data; those are ended before.
    private func removeStaleLock() throws {
        try ProcessIdentity.endAll(named: ["postgres"], workingIn: data)
        let path = data + "/postmaster.pid"
        if unlink(path) != 0, errno != ENOENT { throw SystemCall.failure("remove", path) }
    }

    /// What differs from the defaults, written anew at each start.
    ///
    /// The log must not hold patient data. Errors quote values and rows, so they stay out (`log_min_messages = log` keeps
    /// what concerns the server itself), and so do statements, parameters, and the details of every message.
    private func configuration(port: Int) -> String {
        let durability =
            switch tuning {
            case .durable: "shared_buffers = 256MB\n"
            // Commits still wait for the operating system: a killed server loses nothing it has confirmed.
            case .fastTests: "shared_buffers = 128MB\nfsync = off\nfull_page_writes = off\ncheckpoint_timeout = 1h\n"
            }
        return """
            # Written at every start; changes made here are lost.
            listen_addresses = '127.0.0.1'
            port = \(port)
            unix_socket_directories = ''
            password_encryption = scram-sha-256
            max_connections = 200
            work_mem = 16MB
            maintenance_work_mem = 128MB
            max_wal_size = 2GB
            wal_level = replica
            jit = off
            timezone = 'UTC'
            datestyle = 'iso, ymd'
            lc_messages = 'C.UTF-8'
            default_text_search_config = 'pg_catalog.simple'
            log_destination = stderr
            logging_collector = off
            log_timezone = 'UTC'
            log_line_prefix = '%m [%p] '
            log_min_messages = log
            log_min_error_statement = panic
            log_error_verbosity = terse
            log_statement = none
            log_min_duration_statement = -1
            log_parameter_max_length = 0
            log_parameter_max_length_on_error = 0
            \(durability)
            """
    }
}
