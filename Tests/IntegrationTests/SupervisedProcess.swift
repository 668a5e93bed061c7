import Foundation
import Glibc
import Synchronization
import TestCluster

/// A process that is started again whenever it ends, as a supervisor in a laboratory does.
final class SupervisedProcess: Sendable {
    let name: String
    private let arguments: [String]
    private let program: String
    private let environment: [String: String]
    private let folder: URL
    private let state = Mutex(State())

    private struct State {
        var current: ProgramProcess?
        var starts = 0
        var isStopping = false
    }

    init(name: String, arguments: [String], program: String, environment: [String: String], folder: URL) {
        self.name = name
        self.arguments = arguments
        self.program = program
        self.environment = environment
        self.folder = folder
    }

    /// Where everything it says is collected.
    var log: URL { folder.appendingPathComponent("\(name).log") }
    /// The process, if one runs.
    var current: ProgramProcess? { state.withLock { $0.current }.flatMap { $0.isRunning ? $0 : nil } }
    /// How often it was started.
    var starts: Int { state.withLock { $0.starts } }

    /// Keeps it running until ``stop()`` or cancellation.
    ///
    /// - Returns: the exit status of the last process, or minus the signal that ended it.
    func run() async throws -> Int32 {
        while true {
            let process = try await ProgramProcess.start(
                arguments, program: program, in: folder, environment: environment, output: log)
            let isStopping = state.withLock { state in
                state.current = process
                state.starts += 1
                return state.isStopping
            }
            if isStopping { process.signal(SIGTERM) }
            let status = try await process.exit(within: .seconds(3_600))
            if state.withLock({ $0.isStopping }) { return status }
        }
    }

    /// Asks it to end, for good.
    func stop() {
        state.withLock { state in
            state.isStopping = true
            state.current?.signal(SIGTERM)
        }
    }

    /// Runs `body` while processes run; then they end gracefully.
    ///
    /// - Returns: how each of them ended.
    static func run(
        _ processes: [SupervisedProcess], while body: @Sendable () async throws -> Void
    ) async throws -> [Int32] {
        try await withThrowingTaskGroup(of: Int32.self) { group in
            for process in processes { group.addTask { try await process.run() } }
            do {
                try await body()
            } catch {
                for process in processes { print(process.tail()) }
                throw error
            }
            for process in processes { process.stop() }
            return try await group.reduce(into: []) { $0.append($1) }
        }
    }

    /// The address that a gateway listens on, once it does.
    func address() async throws -> String {
        var address: String?
        try await eventually("\(name) listens") {
            guard FileManager.default.fileExists(atPath: log.path) else { return false }
            let text = try String(contentsOf: log, encoding: .utf8)
            address = text.matches(of: /http:\/\/127\.0\.0\.1:[0-9]+/).last.map { String($0.output) }
            return address != nil
        }
        return try address ?? { throw CocoaError(.fileReadUnknown) }()
    }

    /// The end of what it said.
    private func tail() -> String {
        do {
            let lines = try String(contentsOf: log, encoding: .utf8).split(separator: "\n").suffix(30)
            return "--- the end of the log of \(name)\n" + lines.joined(separator: "\n")
        } catch {
            return "--- \(name) has no log"
        }
    }
}
