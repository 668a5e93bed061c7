import CRabbitMQ
import Glibc
import Synchronization

/// The meeting point of tasks and the I/O thread: commands in one direction, the state of the connection in the other.
///
/// All of it lies under one lock; continuations are resumed outside. The thread sleeps in `poll`, from which an eventfd
/// wakes it.
final class Mailbox: Sendable {
    private struct State {
        enum Phase {
            case idle, disconnected, connected, closed
        }

        var phase = Phase.idle
        var isStopping = false
        var isAborted = false
        var commands: [Command] = []
        var consumers: [DeliveryBuffer] = []
        var waiters: [UInt64: CheckedContinuation<Void, any Error>] = [:]
        var nextWaiter: UInt64 = 0
        var lastFailure: AMQPError?
        var isBlocked = false
        var lastActivity = ContinuousClock.now
        var wakeDescriptor: Int32 = -1
        /// A descriptor of our own for the connection's socket, or -1. The library closes its own whenever it likes, and
        /// shutting down a number that has become somebody else's file must not happen.
        var socket: Int32 = -1

        /// Why commands cannot be taken at this moment.
        var refusal: AMQPError? {
            switch phase {
            case .connected: nil
            case .idle, .disconnected: AMQPError(.notConnected, replyText: lastFailure.map { "\($0)" })
            case .closed: AMQPError(.closed)
            }
        }

        mutating func takeWaiters() -> [CheckedContinuation<Void, any Error>] {
            defer { waiters.removeAll() }
            return Array(waiters.values)
        }

        func wake() {
            // The counter cannot overflow; a closed descriptor is -1. So there is no failure to report.
            if wakeDescriptor >= 0 { eventfd_write(wakeDescriptor, 1) }
        }
    }

    private let state = Mutex(State())

    var isConnected: Bool { state.withLock { $0.phase == .connected } }
    var isBlocked: Bool { state.withLock { $0.isBlocked } }
    var lastFailure: AMQPError? { state.withLock { $0.lastFailure } }
    var lastActivity: ContinuousClock.Instant { state.withLock { $0.lastActivity } }
}

// MARK: - For tasks

extension Mailbox {
    /// Hands a command to the thread.
    ///
    /// - Returns: Why not, if so; the caller then answers whoever waits.
    func post(_ command: Command) -> AMQPError? {
        state.withLock { state in
            if let refusal = state.refusal { return refusal }
            // While stopping, what is in hand may be settled, but nothing new begins.
            if state.isStopping, case .publish = command { return AMQPError(.closed) }
            state.commands.append(command)
            if state.commands.count == 1 { state.wake() }
            return nil
        }
    }

    /// Registers a consumer, which subscribes now and after every reconnect.
    func register(_ buffer: DeliveryBuffer) {
        let isClosed = state.withLock { state in
            guard state.phase != .closed, !state.isStopping else { return true }
            state.consumers.append(buffer)
            if state.phase == .connected {
                state.commands.append(.subscribe(buffer))
                state.wake()
            }
            return false
        }
        if isClosed { buffer.finish() }
    }

    /// Forgets a consumer.
    ///
    /// - Returns: Whether it was still there.
    func deregister(_ buffer: DeliveryBuffer) -> Bool {
        state.withLock { state in
            let count = state.consumers.count
            state.consumers.removeAll { $0 === buffer }
            return state.consumers.count < count
        }
    }

    /// Asks the thread to finish what is under way and end.
    func stop() {
        state.withLock { state in
            state.isStopping = true
            state.wake()
        }
    }

    /// Makes the thread end at once, even out of a write that the broker does not read.
    func abort() {
        state.withLock { state in
            state.isStopping = true
            state.isAborted = true
            if state.socket >= 0 { shutdown(state.socket, Int32(SHUT_RDWR)) }
            state.wake()
        }
    }

    /// Returns when connected.
    ///
    /// - Throws: `closed` when that cannot happen any more, or `CancellationError`.
    func waitUntilConnected() async throws {
        let id = state.withLock { state in
            state.nextWaiter += 1
            return state.nextWaiter
        }
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Void, any Error>) in
                let result = state.withLock { state -> Result<Void, any Error>? in
                    if Task.isCancelled { return .failure(CancellationError()) }
                    switch state.phase {
                    case .connected: return .success(())
                    case .closed: return .failure(AMQPError(.closed))
                    case .idle, .disconnected:
                        state.waiters[id] = continuation
                        return nil
                    }
                }
                if let result { continuation.resume(with: result) }
            }
        } onCancel: {
            let waiter = state.withLock { $0.waiters.removeValue(forKey: id) }
            waiter?.resume(throwing: CancellationError())
        }
    }
}

// MARK: - For the thread

extension Mailbox {
    /// What the thread finds when it looks.
    struct Inbox {
        var commands: [Command]
        var isStopping: Bool
        var isAborted: Bool
    }

    /// Prepares for the one thread this mailbox serves in its life.
    func start() throws(AMQPError) {
        let failure = state.withLock { state -> AMQPError? in
            guard state.phase == .idle else {
                return AMQPError(.closed, replyText: "a client can be run only once")
            }
            state.wakeDescriptor = eventfd(0, Int32(EFD_NONBLOCK) | Int32(EFD_CLOEXEC))
            guard state.wakeDescriptor >= 0 else {
                return AMQPError(.connection, replyText: "eventfd: \(String(cString: strerror(errno)))")
            }
            state.phase = .disconnected
            return nil
        }
        if let failure { throw failure }
    }

    /// Tells that the thread is alive.
    ///
    /// - Returns: Whether it shall end.
    func checkIn() -> Bool {
        state.withLock { state in
            state.lastActivity = .now
            return state.isStopping
        }
    }

    func take() -> Inbox {
        state.withLock { state in
            state.lastActivity = .now
            defer { state.commands.removeAll() }
            return Inbox(commands: state.commands, isStopping: state.isStopping, isAborted: state.isAborted)
        }
    }

    /// Sleeps until a command, a byte on the socket, or the end of the time.
    func wait(socket: Int32?, timeout: Duration) {
        let wake = state.withLock { $0.wakeDescriptor }
        var descriptors = [pollfd(fd: wake, events: Int16(POLLIN), revents: 0)]
        if let socket { descriptors.append(pollfd(fd: socket, events: Int16(POLLIN), revents: 0)) }
        let (seconds, attoseconds) = max(timeout, .zero).components
        // Rounded up: rounding down would spin through the last millisecond.
        let milliseconds = seconds * 1000 + (attoseconds + 999_999_999_999_999) / 1_000_000_000_000_000
        let ready = poll(&descriptors, nfds_t(descriptors.count), Int32(clamping: milliseconds))
        // An interrupted wait is a short wait: the caller looks at everything anyway.
        guard ready > 0, descriptors[0].revents != 0 else { return }
        var count: eventfd_t = 0
        eventfd_read(wake, &count)
    }

    /// Names the socket that ``abort()`` shuts down, or none.
    func lend(socket: Int32?) {
        state.withLock { state in
            if state.socket >= 0 { Glibc.close(state.socket) }
            // Without a duplicate, aborting waits for the write under way.
            state.socket = socket.map { dup($0) } ?? -1
            if state.socket >= 0, state.isAborted { shutdown(state.socket, Int32(SHUT_RDWR)) }
        }
    }

    /// Commands are accepted from now on.
    ///
    /// - Returns: The consumers to subscribe; later ones come as commands.
    func connected() -> [DeliveryBuffer] {
        let (waiters, consumers) = state.withLock { state in
            state.phase = .connected
            state.lastFailure = nil
            return (state.takeWaiters(), state.consumers)
        }
        for waiter in waiters { waiter.resume() }
        return consumers
    }

    func blocked(_ isBlocked: Bool) {
        state.withLock { $0.isBlocked = isBlocked }
    }

    /// No commands are accepted any more.
    ///
    /// - Returns: Those not taken yet.
    func disconnected(_ failure: AMQPError?) -> [Command] {
        state.withLock { state in
            state.phase = .disconnected
            state.isBlocked = false
            if let failure { state.lastFailure = failure }
            defer { state.commands.removeAll() }
            return state.commands
        }
    }

    /// The thread ends: so do all consumers and all waiting.
    func closed() {
        let (waiters, consumers) = state.withLock { state in
            state.phase = .closed
            if state.wakeDescriptor >= 0 { Glibc.close(state.wakeDescriptor) }
            state.wakeDescriptor = -1
            defer { state.consumers.removeAll() }
            return (state.takeWaiters(), state.consumers)
        }
        for waiter in waiters { waiter.resume(throwing: AMQPError(.closed)) }
        for consumer in consumers { consumer.finish() }
    }
}
