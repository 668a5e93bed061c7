import Synchronization

/// How other threads reach a connection's thread while it waits for the server.
///
/// A cancel request names no statement: coming late, it would hit the next one. So a statement only ends when the
/// request for it, if any, has been delivered.
final class Interruption: Sendable {
    /// Where the running operation stands.
    struct State {
        fileprivate var running: UInt64?
        /// When the running operation was cancelled.
        fileprivate(set) var cancelledAt: ContinuousClock.Instant?
        /// Whether the server is being asked at this moment.
        fileprivate(set) var isDelivering = false
        /// Whether the connection is to be given up, whatever it does.
        fileprivate(set) var isAborted = false
        fileprivate var handle: CancelHandle?
    }

    private let state = Mutex(State())
    private let nextIdentifier = Atomic<UInt64>(0)
    private let wake: WakeDescriptor

    init(wake: WakeDescriptor) { self.wake = wake }

    var current: State { state.withLock { $0 } }

    /// A name for an operation that is about to be asked for.
    func makeIdentifier() -> UInt64 { nextIdentifier.add(1, ordering: .relaxed).newValue }

    /// The connection is open and can be cancelled with this.
    func install(_ handle: CancelHandle?) { state.withLock { $0.handle = handle } }

    /// The operation begins. From now on ``cancel(_:)`` reaches it.
    func begin(_ identifier: UInt64) {
        state.withLock {
            $0.running = identifier
            $0.cancelledAt = nil
        }
    }

    /// The operation has ended; returns false while a cancel request is under way.
    func end() -> Bool {
        state.withLock {
            guard !$0.isDelivering else { return false }
            $0.running = nil
            $0.cancelledAt = nil
            return true
        }
    }

    /// Gives the connection up: whatever it waits for ends with ``PostgresError/Code/closed``.
    func abort() {
        state.withLock { $0.isAborted = true }
        wake.signal()
    }

    /// Cancels the operation if it is the one that runs. Does not block.
    func cancel(_ identifier: UInt64) {
        let handle: CancelHandle? = state.withLock {
            guard $0.running == identifier, $0.cancelledAt == nil else { return nil }
            $0.cancelledAt = .now
            $0.isDelivering = $0.handle != nil
            return $0.handle
        }
        guard let handle else { return wake.signal() }
        let started = OwnThread.start(name: "pg-cancel") { [self] in
            handle.cancel()
            delivered()
        }
        if !started { delivered() }
    }

    /// Asks the server to cancel whatever the connection does; blocks, and is only called on the connection's own thread.
    func cancelOnOwnThread() { state.withLock { $0.handle }?.cancel() }

    private func delivered() {
        state.withLock { $0.isDelivering = false }
        wake.signal()
    }
}
