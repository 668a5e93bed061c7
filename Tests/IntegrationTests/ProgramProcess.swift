import Foundation
import Glibc
import Synchronization
import TestCluster

/// The program, running in a process of its own. It ends with the tests at the latest, however they end.
final class ProgramProcess: Sendable {
    private let process: Process

    private init(_ process: Process) { self.process = process }

    /// Starts it.
    ///
    /// - Parameters:
    ///   - program: another build of it.
    ///   - environment: added to that of the tests, of which nothing about Cistron is passed on.
    ///   - output: the file its standard output is appended to.
    ///   - errors: the same for its standard error; nil for the same file.
    static func start(
        _ arguments: [String], program: String = Program.path, in folder: URL, environment: [String: String],
        output: URL, errors: URL? = nil
    ) async throws -> ProgramProcess {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/setpriv")
        process.arguments = ["--pdeathsig", "KILL", "--", program] + arguments
        process.currentDirectoryURL = folder
        process.environment = ProcessInfo.processInfo.environment
            .filter { !$0.key.hasPrefix("CISTRON_") }.merging(environment) { $1 }
        process.standardInput = FileHandle.nullDevice
        let log = try appending(to: output)
        process.standardOutput = log
        process.standardError = try errors.map(appending) ?? log
        try await Spawner.shared.run { try process.run() }
        return ProgramProcess(process)
    }

    var pid: Int32 { process.processIdentifier }
    var isRunning: Bool { process.isRunning }

    /// Sends a signal; nothing happens when it has ended.
    func signal(_ signal: Int32) {
        if process.isRunning { Glibc.kill(pid, signal) }
    }

    /// Waits for the end.
    ///
    /// - Returns: the exit status, or minus the signal that ended it.
    /// - Throws: when it does not end in time; it is killed then.
    func exit(within time: Duration) async throws -> Int32 {
        do {
            try await eventually(within: time, "process \(pid) has ended") { !isRunning }
        } catch {
            signal(SIGKILL)
            throw error
        }
        return process.terminationReason == .exit ? process.terminationStatus : -process.terminationStatus
    }

    private static func appending(to file: URL) throws -> FileHandle {
        if !FileManager.default.fileExists(atPath: file.path) {
            try Data().write(to: file)
        }
        let handle = try FileHandle(forWritingTo: file)
        try handle.seekToEnd()
        return handle
    }
}

/// The thread that starts all processes. The kernel ends them when the thread that started them ends, which this one does only with
/// the tests.
private final class Spawner: Sendable {
    static let shared = Spawner()

    private let waiting = DispatchSemaphore(value: 0)
    private let queue = Mutex<[@Sendable () -> Void]>([])

    private init() {
        Thread.detachNewThread {
            while true {
                self.waiting.wait()
                self.queue.withLock { $0.removeFirst() }()
            }
        }
    }

    func run(_ body: @escaping @Sendable () throws -> Void) async throws {
        try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Void, any Error>) in
            queue.withLock { $0.append { continuation.resume(with: Result(catching: body)) } }
            waiting.signal()
        }
    }
}
