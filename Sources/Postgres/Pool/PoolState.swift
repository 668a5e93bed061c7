/// The rules of the pool, apart from locks, connections and tasks: an event comes in, what has to be done goes out.
///
/// Waiters are served in the order of their coming. A connection is opened when somebody waits and the limit allows it.
struct PoolState<Connection: Sendable, Waiter: Sendable>: Sendable {
    enum Checkout: Sendable {
        /// Use this idle connection, after checking that it is alive.
        case idle(Connection)
        /// Enqueue a waiter.
        case wait
        case closed
    }

    enum Enqueued: Sendable {
        /// A connection has become idle meanwhile.
        case idle(Connection)
        /// Waiting; open that many connections.
        case waiting(connect: Int)
        case closed
    }

    enum Returned: Sendable {
        case lend(Connection, to: Waiter)
        case parked
        /// Close it, and tell ``closed(_:)``.
        case close([Connection])
    }

    enum ConnectFailed: Sendable {
        /// Somebody still waits, and nobody else tries: try again after a pause.
        case tryAgain
        /// This attempt is over; these are not to wait any longer.
        case stop(failing: [Waiter])
    }

    let limit: Int
    private(set) var isClosed = false
    private(set) var idle: [Connection] = []
    /// Connections in use, idle, being opened or being closed.
    private(set) var open = 0
    private(set) var connecting = 0
    private var waiters: [(identifier: UInt64, waiter: Waiter)] = []
    private var nextIdentifier: UInt64 = 0
    /// Why the last attempt to connect failed, until one succeeds.
    private(set) var connectFailure: PostgresError?

    var waiting: Int { waiters.count }
    /// Whether the pool is closed and nothing of it is left.
    var isDrained: Bool { isClosed && open == 0 }

    init(limit: Int) { self.limit = limit }

    mutating func checkout() -> Checkout {
        guard !isClosed else { return .closed }
        // The last one used first: the others may be asleep for long.
        return idle.popLast().map { .idle($0) } ?? .wait
    }

    /// A name by which a waiter can leave the queue.
    mutating func makeIdentifier() -> UInt64 {
        nextIdentifier += 1
        return nextIdentifier
    }

    mutating func enqueue(_ waiter: Waiter, _ identifier: UInt64) -> Enqueued {
        guard !isClosed else { return .closed }
        if let connection = idle.popLast() { return .idle(connection) }
        waiters.append((identifier, waiter))
        return .waiting(connect: startConnecting())
    }

    /// The waiter gives up; nil when it has been served before.
    mutating func leave(_ identifier: UInt64) -> Waiter? {
        waiters.firstIndex { $0.identifier == identifier }.map { waiters.remove(at: $0).waiter }
    }

    /// A connection comes back from use, or has just been opened.
    mutating func give(_ connection: Connection) -> Returned {
        guard !isClosed else { return .close([connection]) }
        guard !waiters.isEmpty else {
            idle.append(connection)
            return .parked
        }
        return .lend(connection, to: waiters.removeFirst().waiter)
    }

    /// A connection comes back broken: the idle ones are suspected to be, too, for instance after a failover.
    mutating func giveBroken(_ connection: Connection) -> [Connection] {
        defer { idle = [] }
        return [connection] + idle
    }

    mutating func connected(_ connection: Connection) -> Returned {
        connecting -= 1
        connectFailure = nil
        return give(connection)
    }

    mutating func connectFailed(_ error: PostgresError) -> ConnectFailed {
        connectFailure = error
        let isNeeded = !isClosed && !waiters.isEmpty
        if isNeeded, error.isRetriable, connecting == 1 { return .tryAgain }
        connecting -= 1
        open -= 1
        // Waiting longer does not heal a wrong password.
        guard isNeeded, !error.isRetriable else { return .stop(failing: []) }
        defer { waiters = [] }
        return .stop(failing: waiters.map(\.waiter))
    }

    /// So many connections have been closed. Then see ``connectMore()``.
    mutating func closed(_ count: Int) { open -= count }

    /// How many connections to open for those who still wait, after one was opened or closed. Not after one could not be
    /// opened: whoever keeps trying does so with pauses.
    mutating func connectMore() -> Int { isClosed ? 0 : startConnecting() }

    /// No more checkouts: close the idle connections, and turn the waiters away.
    mutating func close() -> (idle: [Connection], waiters: [Waiter]) {
        isClosed = true
        defer {
            idle = []
            waiters = []
        }
        return (idle, waiters.map(\.waiter))
    }

    /// As many connections as there are waiters nobody connects for, as far as the limit allows.
    private mutating func startConnecting() -> Int {
        // While the server is away one attempt at a time is enough.
        guard connectFailure == nil || connecting == 0 else { return 0 }
        let count = max(0, min(waiters.count - connecting, limit - open))
        connecting += count
        open += count
        return count
    }
}
