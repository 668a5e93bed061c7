import Glibc

/// Starting a process that inherits nothing but what it is given.
struct Spawn {
    let arguments: [String]
    let environment: [String: String]
    /// The descriptors it gets as 0, 1, 2, and so on; all others are closed.
    let descriptors: [Int32]
    /// Whether it gets a session of its own, out of reach of the terminal's signals.
    let newSession: Bool

    /// glibc's `POSIX_SPAWN_SETSID`, which its headers show to C programs only.
    private static let setSession: Int32 = 0x80

    /// - Returns: the number of the new process, which the caller has to wait for.
    func start() throws -> pid_t {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        for (target, source) in descriptors.enumerated() {
            posix_spawn_file_actions_adddup2(&actions, source, Int32(target))
        }
        for descriptor in SmallFile.names(in: "/proc/self/fd").compactMap({ Int32($0) })
        where descriptor >= descriptors.count {
            posix_spawn_file_actions_addclose(&actions, descriptor)
        }

        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        // A parent that ignores or blocks signals (servers do) would pass that on, and the child could not be ended.
        var all = sigset_t()
        sigfillset(&all)
        posix_spawnattr_setsigdefault(&attributes, &all)
        var none = sigset_t()
        sigemptyset(&none)
        posix_spawnattr_setsigmask(&attributes, &none)
        let flags = POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK | (newSession ? Self.setSession : 0)
        posix_spawnattr_setflags(&attributes, Int16(flags))

        var pid = pid_t()
        let result = Self.withCStrings(arguments) { arguments in
            Self.withCStrings(environment.map { "\($0.key)=\($0.value)" }) { environment in
                posix_spawn(&pid, self.arguments[0], &actions, &attributes, arguments, environment)
            }
        }
        guard result == 0 else { throw SystemCall.failure("start", arguments.first ?? "", result) }
        return pid
    }

    /// Waits for the end of a child; blocks.
    ///
    /// - Returns: its exit status, or 128 and the signal that ended it.
    @discardableResult
    static func wait(_ pid: pid_t) -> Int32 {
        var status: Int32 = 0
        while waitpid(pid, &status, 0) < 0 {
            guard errno == EINTR else { return 127 }
        }
        return status & 0x7f == 0 ? (status >> 8) & 0xff : 128 + (status & 0x7f)
    }

    private static func withCStrings<Result>(
        _ strings: [String], _ body: ([UnsafeMutablePointer<CChar>?]) -> Result
    ) -> Result {
        let pointers = strings.map { strdup($0) } + [nil]
        defer { for pointer in pointers { free(pointer) } }
        return body(pointers)
    }
}
