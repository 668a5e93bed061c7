import Glibc

/// A program that is run to its end.
struct Command: Sendable {
    let arguments: [String]
    let environment: [String: String]

    /// - Parameter arguments: the absolute path of the program, then its arguments.
    init(_ arguments: [String], environment: [String: String] = Command.environment()) {
        self.arguments = arguments
        self.environment = environment
    }

    /// Runs it without input; blocks.
    ///
    /// - Parameter lock: is kept until the program ends, even if we end before.
    /// - Returns: its exit status and everything it printed, errors included.
    func run(holding lock: FolderLock? = nil) throws -> (status: Int32, output: String) {
        let output = try DescriptorPair()
        defer { close(output.reading) }
        let null = open("/dev/null", O_RDWR | O_CLOEXEC)
        defer { close(null) }
        let pid: pid_t
        do {
            defer { close(output.writing) }
            pid = try Spawn(
                arguments: arguments, environment: environment,
                descriptors: [null, output.writing, output.writing] + (lock.map { [$0.descriptor] } ?? []),
                newSession: false
            ).start()
        }
        let text = String(decoding: output.readAll(), as: UTF8.self)
        return (Spawn.wait(pid), String(text.trimmingWhitespace()))
    }

    /// The environment programs get: where to find others, and a neutral language; nothing of the caller's leaks in.
    static func environment(home: String = "/") -> [String: String] {
        ["PATH": searchPath.joined(separator: ":"), "HOME": home, "LANG": "C.UTF-8", "LC_ALL": "C.UTF-8", "TZ": "UTC"]
    }

    /// The caller's PATH, then the folders that a service's PATH may lack.
    static var searchPath: [String] {
        let own = getenv("PATH").map { String(cString: $0) } ?? ""
        let standard = ["/usr/local/sbin", "/usr/local/bin", "/usr/sbin", "/usr/bin", "/sbin", "/bin"]
        let given = own.split(separator: ":").map(String.init).filter { $0.hasPrefix("/") }
        return given + standard.filter { !given.contains($0) }
    }
}
