import Foundation
import Testing

/// A TCP socket a process listens on, as the kernel tells `ss`.
///
/// `/proc/net/tcp` will not do: it is read in pages, and on a busy machine sockets are skipped between them.
struct ListeningSocket {
    let port: Int
    let isLoopback: Bool

    static func all(of pid: Int32) throws -> [ListeningSocket] {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["ss", "--no-header", "--listening", "--tcp", "--numeric", "--processes"]
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        try #require(process.terminationStatus == 0, "ss comes with the package iproute2")
        return text.split(separator: "\n").compactMap { line in
            let fields = line.split(separator: " ", omittingEmptySubsequences: true)
            guard fields.count > 5, line.contains("pid=\(pid),"), let colon = fields[3].lastIndex(of: ":") else {
                return nil
            }
            let address = fields[3][..<colon]
            let isLoopback = address.hasPrefix("127.") || address == "[::1]" || address.hasPrefix("[::ffff:127.")
            return ListeningSocket(port: Int(fields[3][colon...].dropFirst()) ?? 0, isLoopback: isLoopback)
        }
    }
}
