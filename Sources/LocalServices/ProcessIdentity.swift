import Glibc

/// A process that stays told apart from a later one with the same number.
struct ProcessIdentity: Codable, Hashable, Sendable {
    let pid: Int32
    /// Clock ticks from the boot of the machine to the start of the process.
    let startTime: UInt64

    /// The process that has this number now; nil when there is none.
    init?(pid: Int32) {
        guard let entry = ProcessEntry(pid: pid), !entry.isDead else { return nil }
        self.init(entry)
    }

    private init(_ entry: ProcessEntry) {
        pid = entry.pid
        startTime = entry.startTime
    }

    /// Whether this very process still runs. A zombie does not.
    var isRunning: Bool {
        guard let entry = ProcessEntry(pid: pid) else { return false }
        return entry.startTime == startTime && !entry.isDead
    }

    /// Sends a signal, unless the process is gone.
    func signal(_ signal: Int32) {
        if isRunning { _ = kill(pid, signal) }
    }

    /// Its children, their children, and so on, at this moment.
    func descendants() -> [ProcessIdentity] {
        let children = Dictionary(grouping: ProcessEntry.all(), by: \.parent)
        var found: [ProcessIdentity] = []
        var parents = [pid]
        while let parent = parents.popLast() {
            for child in children[parent, default: []] where !child.isDead {
                found.append(ProcessIdentity(child))
                parents.append(child.pid)
            }
        }
        return found
    }

    /// Ends the process step by step and then whatever it left behind; blocks until all are gone.
    ///
    /// - Returns: whether all are gone.
    func end(_ steps: [StopStep]) -> Bool {
        let family = descendants()
        for step in steps where isRunning {
            signal(step.signal)
            _ = Waiting.block(seconds: step.seconds) { !isRunning }
        }
        return ProcessIdentity.killAll(family) && !isRunning
    }

    /// Kills the process and its descendants at once; blocks until all are gone.
    ///
    /// It is halted first, so that it cannot start others while they are being listed.
    func killFamily() -> Bool {
        signal(SIGSTOP)
        let family = [self] + descendants()
        for member in family { member.signal(SIGKILL) }
        return ProcessIdentity.killAll(family)
    }

    /// Kills servers no record knows of, found by the folder they work in; blocks until they are gone.
    ///
    /// There are some when their owner died before it could note them, or somebody deleted its notes. The caller holds the
    /// folder's lock, so nobody is using them.
    ///
    /// - Parameter names: of the server's programs; a shell somebody left in the folder is not ours to end.
    static func endAll(named names: Set<String>, workingIn folder: String) throws {
        let found = ProcessEntry.all().filter { entry in
            guard !entry.isDead, SmallFile.link("/proc/\(entry.pid)/cwd") == folder else { return false }
            let program = SmallFile.link("/proc/\(entry.pid)/exe")?.split(separator: "/").last ?? ""
            // The kernel marks a program that was replaced by an upgrade.
            return names.contains(String(program.replacing(" (deleted)", with: "")))
        }.map(ProcessIdentity.init)
        for process in found { process.signal(SIGKILL) }
        guard killAll(found) else {
            throw LocalServicesError(.timedOut, "Servers left over in \(folder) do not die.")
        }
    }

    private static func killAll(_ family: [ProcessIdentity]) -> Bool {
        // Most end by themselves within moments once their parent is gone.
        if Waiting.block(seconds: 1, { !family.contains { $0.isRunning } }) { return true }
        for member in family { member.signal(SIGKILL) }
        return Waiting.block(seconds: 10) { !family.contains { $0.isRunning } }
    }
}
