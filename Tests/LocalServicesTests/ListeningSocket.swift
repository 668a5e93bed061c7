import Foundation

/// A TCP socket a process listens on, from the kernel's tables.
struct ListeningSocket {
    let port: Int
    let isLoopback: Bool

    static func all(of pid: Int32) throws -> [ListeningSocket] {
        let folder = "/proc/\(pid)/fd"
        let own = try FileManager.default.contentsOfDirectory(atPath: folder).compactMap { descriptor in
            // A descriptor may be closed between listing and asking.
            try? FileManager.default.destinationOfSymbolicLink(atPath: "\(folder)/\(descriptor)")
        }
        return try ["tcp", "tcp6"].flatMap { table in
            try String(contentsOfFile: "/proc/net/\(table)", encoding: .utf8).split(separator: "\n").dropFirst()
                .compactMap { line in
                    let fields = line.split(separator: " ")
                    guard fields.count > 9, fields[3] == "0A", own.contains("socket:[\(fields[9])]") else { return nil }
                    let address = fields[1].split(separator: ":")
                    // The bytes of an address are printed as words of the machine's order: 127.x.y.z ends with 7F.
                    let isLoopback =
                        table == "tcp"
                        ? address[0].hasSuffix("7F")
                        : address[0] == "00000000000000000000000001000000"
                            || address[0].hasPrefix("0000000000000000FFFF0000") && address[0].hasSuffix("7F")
                    return ListeningSocket(port: Int(address[1], radix: 16) ?? 0, isLoopback: isLoopback)
                }
        }
    }
}
