import Dispatch
import Glibc

/// Waiting for conditions, always with a deadline.
enum Waiting {
    /// Blocks the calling thread until the condition holds; false when the time ran out first.
    static func block(seconds: Int, _ condition: () -> Bool) -> Bool {
        let deadline = ContinuousClock.now + .seconds(seconds)
        while !condition() {
            if ContinuousClock.now >= deadline { return false }
            usleep(10_000)
        }
        return true
    }

    /// Runs blocking work on a thread outside of Swift's pool, where it cannot hold up other tasks.
    ///
    /// It does not react to cancellation: the work given to it ends servers, or has a short time limit of its own.
    static func onOwnThread<Value: Sendable>(_ work: @escaping @Sendable () throws -> Value) async throws -> Value {
        try await withCheckedThrowingContinuation { continuation in
            // A serial queue of its own gets a thread at once; the concurrent ones share one a core.
            DispatchQueue(label: "cistron.local-services").async {
                continuation.resume(with: Result { try work() })
            }
        }
    }

    /// As the throwing one, for work that cannot fail.
    static func onOwnThread<Value: Sendable>(_ work: @escaping @Sendable () -> Value) async -> Value {
        await withCheckedContinuation { continuation in
            DispatchQueue(label: "cistron.local-services").async {
                continuation.resume(returning: work())
            }
        }
    }
}
