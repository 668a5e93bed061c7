import Foundation
import Glibc
import LocalServices
import Testing

@testable import LocalServices

/// The probe program, running in a process of its own that a test may kill.
struct ProbeProcess {
    let identity: ProcessIdentity
    private let input: Int32

    /// The built program, next to the test bundle.
    static var program: String {
        let bundle = SmallFile.link("/proc/self/exe") ?? ""
        return URL(fileURLWithPath: bundle).deletingLastPathComponent().appendingPathComponent("LocalServicesProbe")
            .path
    }

    /// Starts it and waits until its servers are ready.
    static func start(
        _ folder: String, _ lifetime: LocalServices.Lifetime, _ which: String, program: String = program,
        account: ServerAccount? = nil
    ) async throws -> ProbeProcess {
        let (input, output) = (try DescriptorPair(), try DescriptorPair())
        let pid = try Spawn(
            arguments: (account?.prefix ?? []) + [program, folder, lifetime.rawValue, which],
            environment: Command.environment(),
            descriptors: [input.reading, output.writing, output.writing], newSession: false
        ).start()
        close(input.reading)
        close(output.writing)
        defer { close(output.reading) }
        let identity = try #require(ProcessIdentity(pid: pid))
        let line = await Waiting.onOwnThread {
            var line: [UInt8] = []
            var byte: UInt8 = 0
            while read(output.reading, &byte, 1) == 1, byte != UInt8(ascii: "\n") { line.append(byte) }
            return String(decoding: line, as: UTF8.self)
        }
        try #require(line == "ready")
        return ProbeProcess(identity: identity, input: input.writing)
    }

    /// Tells it to end.
    func closeInput() {
        close(input)
    }

    /// Blocks until it has ended.
    func wait() {
        Spawn.wait(identity.pid)
    }
}
