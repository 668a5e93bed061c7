import CLibPQ
import Synchronization

/// One connection to the server, bound to its own thread: everything isolated here may block.
///
/// A session is connected once, used by one owner at a time, and closed; it never reconnects.
actor Session {
    /// How long the server may take to notice a cancel request or a rollback before the connection is given up.
    static let patience = Duration.seconds(10)

    nonisolated let configuration: PostgresConfiguration
    nonisolated let interruption: Interruption
    nonisolated private let thread: ConnectionThread
    nonisolated private let published = Mutex(SessionStatus())

    var server: ServerConnection?
    var statements = StatementCache()
    /// What made the server refuse the rest of the running transaction.
    var transactionFailure: PostgresError?
    /// The stream that occupies the connection while COPY … TO STDOUT runs.
    var copy: CopyParser?
    /// When the running operation gives the connection up.
    private var deadline: ContinuousClock.Instant?
    private var isBroken = false

    nonisolated var unownedExecutor: UnownedSerialExecutor { thread.asUnownedSerialExecutor() }
    nonisolated var wake: WakeDescriptor { thread.wake }
    /// As of the end of the last operation.
    nonisolated var status: SessionStatus { published.withLock { $0 } }

    init(_ configuration: PostgresConfiguration) throws(PostgresError) {
        self.configuration = configuration
        thread = try ConnectionThread(name: "pg-" + configuration.applicationName)
        interruption = Interruption(wake: thread.wake)
    }

    deinit { thread.retire() }

    /// Ends the connection and its thread.
    func close() {
        server = nil
        isBroken = true
        publish()
        thread.retire()
    }

    /// Whether the server is still there. Asks it only when something has come in unexpectedly, which may be a farewell.
    func isAlive() -> Bool {
        guard let server, !isBroken, server.isOpen else { return false }
        guard SocketPoll.isReadable(server.socket) else { return true }
        do throws(PostgresError) {
            try perform(nil, within: Self.patience) { server throws(PostgresError) in
                _ = try pipeline([], on: server)
            }
            return true
        } catch {
            // It is not, and that is all there is to say.
            giveUp()
            return false
        }
    }

    // MARK: - Operations

    /// Runs an operation during which the connection is not open to anything else.
    ///
    /// - Parameters:
    ///   - identifier: By which ``Interruption/cancel(_:)`` reaches the operation; nil shields it from cancellation.
    ///   - limit: How long the operation may take before the connection is given up.
    func perform<Result>(
        _ identifier: UInt64?, within limit: Duration? = nil, duringCopy: Bool = false,
        _ operation: (ServerConnection) throws(PostgresError) -> Result
    ) throws(PostgresError) -> Result {
        guard let server, !isBroken else {
            throw PostgresError(.connection, "the connection to the server was lost before")
        }
        guard copy == nil || duringCopy else {
            throw PostgresError(.protocolViolation, "the connection is busy with COPY")
        }
        if let identifier { interruption.begin(identifier) }
        deadline = limit.map { .now + $0 }
        let wasFailed = server.transaction == .failed
        do throws(PostgresError) {
            if identifier != nil, Task.isCancelled { throw .cancelled }
            let result = try operation(server)
            finish(server)
            return result
        } catch {
            let wasCancelled = interruption.current.cancelledAt != nil
            finish(server)
            let error = translate(error, wasCancelled: wasCancelled)
            if server.transaction == .failed, !wasFailed { transactionFailure = error }
            throw error
        }
    }

    private func finish(_ server: ServerConnection) {
        deadline = nil
        isBroken = isBroken || !server.isOpen
        // A cancel request under way would hit whatever comes next, so it is waited for.
        let limit = ContinuousClock.now + Self.patience
        while !interruption.end(), !isBroken {
            SocketPoll.wait(nil, wake: wake, until: limit)
            isBroken = ContinuousClock.now >= limit
        }
        if server.transaction == .none { transactionFailure = nil }
        publish()
    }

    private func translate(_ error: PostgresError, wasCancelled: Bool) -> PostgresError {
        if wasCancelled, error.sqlState == "57014" {
            return error.with(code: .cancelled, reason: "the task was cancelled")
        }
        if isBroken, error.code == .server {
            return error.with(code: .connection, reason: "the connection to the server was lost")
        }
        return error
    }

    func publish() {
        let status = SessionStatus(
            transaction: server?.transaction ?? .none, isBroken: isBroken, socket: server?.socket ?? -1)
        published.withLock { $0 = status }
    }

    // MARK: - Waiting

    /// Sleeps until the socket is ready for one of the events, the cancelled server has lost its chance to answer, or the
    /// connection is given up.
    ///
    /// - Returns: The events; none when `until` has passed.
    @discardableResult
    func wait(
        _ events: SocketPoll.Events, on server: ServerConnection, until: ContinuousClock.Instant? = nil
    ) throws(PostgresError) -> SocketPoll.Events {
        while true {
            let state = interruption.current
            let patience = state.cancelledAt.map { $0 + Self.patience }
            let limits = [until, deadline, patience].compactMap { $0 }
            guard !state.isAborted else {
                throw broken(PostgresError(.closed, "the connection was given up"))
            }
            let now = ContinuousClock.now
            if let patience, now >= patience { throw broken(.cancelled) }
            if let deadline, now >= deadline {
                throw broken(PostgresError(.connection, "the server did not answer in time"))
            }
            if let until, now >= until { return [] }
            let ready = SocketPoll.wait((server.socket, events), wake: wake, until: limits.min())
            if !ready.isEmpty { return ready }
        }
    }

    /// Notes that the connection cannot be used any more.
    func giveUp() {
        isBroken = true
        publish()
    }

    /// Notes that the connection cannot be used any more, and returns the error to throw.
    func broken(_ error: PostgresError) -> PostgresError {
        isBroken = true
        return error
    }
}
