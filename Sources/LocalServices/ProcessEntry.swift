/// One line of the kernel's process table, read from `/proc/<pid>/stat`.
struct ProcessEntry: Sendable {
    let pid: Int32
    let parent: Int32
    /// The kernel's state letter; `Z` and `X` are dead processes nobody has waited for yet.
    let state: UInt8
    /// Clock ticks from the boot of the machine to the start of the process.
    let startTime: UInt64

    var isDead: Bool { state == UInt8(ascii: "Z") || state == UInt8(ascii: "X") }

    init?(pid: Int32) {
        guard let bytes = SmallFile.read("/proc/\(pid)/stat") else { return nil }
        // The second field is the program's name in brackets and may itself hold spaces and brackets.
        guard let nameEnd = bytes.lastIndex(of: UInt8(ascii: ")")) else { return nil }
        let fields = String(decoding: bytes[(nameEnd + 1)...], as: UTF8.self).split(separator: " ")
        guard fields.count > 19, let state = fields[0].utf8.first, let parent = Int32(fields[1]),
            let startTime = UInt64(fields[19])
        else { return nil }
        self.pid = pid
        self.parent = parent
        self.state = state
        self.startTime = startTime
    }

    /// Every process this one can see.
    static func all() -> [ProcessEntry] {
        SmallFile.names(in: "/proc").compactMap { Int32($0) }.compactMap { ProcessEntry(pid: $0) }
    }
}
