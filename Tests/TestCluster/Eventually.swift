/// Waits until a condition holds.
///
/// - Throws: ``NeverHeld`` when it does not hold in time.
package func eventually(
    within time: Duration = .seconds(30), _ what: String, _ condition: () async throws -> Bool
) async throws {
    let deadline = ContinuousClock.now + time
    while try await !condition() {
        guard ContinuousClock.now < deadline else { throw NeverHeld(what: what, time: time) }
        try await Task.sleep(for: .milliseconds(20))
    }
}

/// What was waited for in vain.
package struct NeverHeld: Error, CustomStringConvertible {
    let what: String
    let time: Duration
    package var description: String { "within \(time) it was never so that \(what)" }
}
