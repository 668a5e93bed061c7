/// Prepares the files of the private RabbitMQ and tells how to run it and its epmd.
struct RabbitLauncher: Sendable {
    let folder: DataFolder
    let tuning: LocalServices.Tuning
    let account: ServerAccount
    let installation: RabbitInstallation
    /// The broker's own folder, which is also its HOME.
    let home: String

    static let user = "cistron"

    /// What the start script and Erlang print; all else is in ``log``.
    var output: String { home + "/output.log" }
    var log: String { home + "/log/rabbitmq.log" }
    var portMapperLog: String { home + "/epmd.log" }

    init(folder: DataFolder, serversFolder: String, tuning: LocalServices.Tuning) throws {
        self.folder = folder
        self.tuning = tuning
        home = serversFolder + "/rabbitmq"
        account = try ServerAccount.choose(name: "rabbitmq", folder: home)
        installation = try RabbitInstallation.find()
    }

    /// Writes everything the broker reads.
    func prepare(ports: Ports) throws {
        try ProcessIdentity.endAll(named: ["beam.smp"], workingIn: home)
        for path in ["", "/log", "/mnesia", "/generated"] { try DataFolder.create(home + path, for: account) }
        // The password is fixed when the broker makes its database; later starts must know the same.
        if SmallFile.text(folder.brokerPasswordFile) == nil {
            try SmallFile.replace(folder.brokerPasswordFile, (Secret.random() + "\n").utf8)
        }
        let cookie = home + "/.erlang.cookie"
        if SmallFile.text(cookie) == nil { try SmallFile.replace(cookie, Secret.random().utf8, owner: account) }
        let password = try Self.readPassword(folder)
        for (name, contents) in [
            ("rabbitmq.conf", configuration(ports: ports, password: password)),
            ("advanced.config", "[].\n"),
            ("enabled_plugins", "[rabbitmq_management].\n"),
            // Erlang asks a name server for the machine's own name otherwise, and waits for it where there is none.
            ("inetrc", "{lookup, [file]}.\n{host, {127,0,0,1}, [\"localhost\"]}.\n"),
        ] {
            try SmallFile.replace("\(home)/\(name)", contents.utf8, owner: account)
        }
        for file in [output, log, portMapperLog] { SmallFile.rotate(file) }
    }

    /// The password of ``user``.
    static func readPassword(_ folder: DataFolder) throws -> String {
        guard let password = SmallFile.text(folder.brokerPasswordFile) else {
            throw LocalServicesError(.stateUnreadable, "Cannot read \(folder.brokerPasswordFile).")
        }
        return password
    }

    /// An epmd of our own: the system's may not exist, may listen on all addresses, and is not ours to stop.
    func portMapperCommand(ports: Ports) -> ServerCommand {
        ServerCommand(
            role: .epmd,
            arguments: [installation.portMapper],
            environment: environment(ports: ports),
            account: account,
            folder: home,
            log: portMapperLog,
            stopSteps: Role.epmd.stopSteps(tuning))
    }

    /// The command that runs the broker.
    func command(ports: Ports, nodeName: String) -> ServerCommand {
        let settings = [
            "RABBITMQ_NODENAME": nodeName,
            "RABBITMQ_DIST_PORT": String(ports.distribution),
            "RABBITMQ_CONFIG_FILE": home + "/rabbitmq.conf",
            "RABBITMQ_ADVANCED_CONFIG_FILE": home + "/advanced.config",
            "RABBITMQ_ENABLED_PLUGINS_FILE": home + "/enabled_plugins",
            "RABBITMQ_MNESIA_BASE": home + "/mnesia",
            "RABBITMQ_GENERATED_CONFIG_DIR": home + "/generated",
            "RABBITMQ_LOG_BASE": home + "/log",
            // Nothing of the system's own broker in /etc/rabbitmq applies.
            "RABBITMQ_CONF_ENV_FILE": "/dev/null",
            // Makes the script become Erlang instead of waiting for it, as it does for systemd.
            "RUNNING_UNDER_SYSTEMD": "true",
        ]
        return ServerCommand(
            role: .rabbitmq,
            arguments: [installation.server],
            environment: environment(ports: ports).merging(settings) { $1 },
            account: account,
            folder: home,
            log: output,
            stopSteps: Role.rabbitmq.stopSteps(tuning))
    }

    private func environment(ports: Ports) -> [String: String] {
        Command.environment(home: home).merging([
            "ERL_EPMD_ADDRESS": "127.0.0.1",
            "ERL_EPMD_PORT": String(ports.epmd),
            "ERL_INETRC": home + "/inetrc",
            // For every Erlang the script starts, also the short-lived ones, which would listen on all addresses.
            "ERL_FLAGS": "-kernel inet_dist_use_interface {127,0,0,1}",
            "ERL_CRASH_DUMP_SECONDS": "0",
        ]) { $1 }
    }

    private func configuration(ports: Ports, password: String) -> String {
        """
        # Written at every start; changes made here are lost.
        listeners.tcp.1 = 127.0.0.1:\(ports.amqp)
        management.tcp.ip = 127.0.0.1
        management.tcp.port = \(ports.management)
        default_user = \(Self.user)
        default_pass = \(password)
        log.console = false
        log.file = rabbitmq.log
        log.file.level = info
        log.file.rotation.size = 10485760
        log.file.rotation.count = 3
        collect_statistics_interval = \(tuning == .fastTests ? 1000 : 5000)

        """
    }
}
