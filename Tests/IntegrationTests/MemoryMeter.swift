import Foundation
import Synchronization

/// The most memory that a process has had resident, looked up again and again.
final class MemoryMeter: Sendable {
    private let process: SupervisedProcess
    private let largest = Mutex(0)

    init(_ process: SupervisedProcess) { self.process = process }

    /// In mebibytes.
    var peak: Int { largest.withLock { $0 } / 1_024 }

    /// Looks until it is cancelled.
    func run() async throws {
        while true {
            if let pid = process.current?.pid {
                // It may just have ended; then there is nothing to see.
                let status = (try? String(contentsOfFile: "/proc/\(pid)/status", encoding: .utf8)) ?? ""
                let values = status.matches(of: /Vm(?:RSS|HWM):\s+([0-9]+) kB/).compactMap { Int($0.output.1) }
                largest.withLock { $0 = max($0, values.max() ?? 0) }
            }
            try await Task.sleep(for: .milliseconds(50))
        }
    }
}
