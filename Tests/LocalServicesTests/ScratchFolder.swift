import Foundation
import LocalServices
import Logging

/// Runs a test with a data folder of its own and leaves nothing of it behind.
func withScratchFolder(_ body: (String) async throws -> Void) async throws {
    // The blank is on purpose: every path must survive the shells and configuration files it passes through.
    let folder = temporaryPath("cistron local")
    do {
        try await body(folder)
    } catch {
        try await LocalServices.remove(folder)
        throw error
    }
    try await LocalServices.remove(folder)
}

/// A path nothing exists at.
func temporaryPath(_ name: String) -> String {
    FileManager.default.temporaryDirectory.appendingPathComponent("\(name)-\(UUID().uuidString.prefix(8))").path
}

extension LocalServices {
    /// Throw-away servers that end with the test process at the latest.
    static func startForTest(in folder: String, which: Set<Kind> = [.postgres]) async throws -> LocalServices {
        try await start(
            in: folder, lifetime: .process, which: which, tuning: .fastTests, logger: Logger(label: "test"))
    }
}

/// Waits for a condition; false when it does not come true in time.
func eventually(within limit: Duration = .seconds(30), _ condition: () async throws -> Bool) async throws -> Bool {
    let deadline = ContinuousClock.now + limit
    while try await !condition() {
        if ContinuousClock.now > deadline { return false }
        try await Task.sleep(for: .milliseconds(20))
    }
    return true
}
