import FoundationEssentials

/// What `state.json` holds: enough to find the servers again, and never to end a process that is not theirs.
struct ServiceRecord: Codable, Sendable {
    /// The run of the machine (and the view of its processes) the process numbers belong to.
    var machine: String
    var lifetime: LocalServices.Lifetime
    var tuning: LocalServices.Tuning
    /// Whether all servers have accepted connections since this start.
    var ready: Bool
    /// Where the servers keep their files if their accounts cannot reach the data folder; else nil.
    var substituteFolder: String?
    /// The folder of the programs of the PostgreSQL that was started.
    var postgresPrograms: String?
    /// RabbitMQ keeps its data under this name: it never changes.
    var nodeName: String
    var ports: Ports
    var processes: [Role: ProcessIdentity]

    /// The number of the current boot and of the space of process numbers (a container has its own).
    static var currentMachine: String {
        let boot = SmallFile.text("/proc/sys/kernel/random/boot_id") ?? "unknown"
        return "\(boot) \(SmallFile.link("/proc/self/ns/pid") ?? "unknown")"
    }

    /// The processes of this record that still run.
    var running: [Role: ProcessIdentity] {
        machine == Self.currentMachine ? processes.filter { $0.value.isRunning } : [:]
    }

    /// Under which folder the servers keep their files.
    func serversFolder(_ folder: DataFolder) -> String {
        substituteFolder ?? folder.path
    }

    /// The record of a folder; nil when nothing was ever started there.
    static func read(_ folder: DataFolder) throws -> ServiceRecord? {
        guard FileManager.default.fileExists(atPath: folder.stateFile) else { return nil }
        do {
            let bytes = try Data(contentsOf: URL(fileURLWithPath: folder.stateFile))
            return try JSONDecoder().decode(ServiceRecord.self, from: bytes)
        } catch {
            throw LocalServicesError(
                .stateUnreadable,
                "Cannot read \(folder.stateFile): \(error). If no server of this folder runs, delete that file.")
        }
    }

    func write(_ folder: DataFolder) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
        try SmallFile.replace(folder.stateFile, try encoder.encode(self))
    }
}
