import Logging
import Synchronization

extension PostgresPool {
    /// A connection for the caller alone, alive a moment ago.
    func checkout() async throws -> Session {
        while true {
            if Task.isCancelled { throw PostgresError.cancelled }
            let session: Session
            switch state.withLock({ $0.pool.checkout() }) {
            case .closed: throw PostgresError.poolClosed
            case .idle(let idle): session = idle
            case .wait: session = try await waitForSession()
            }
            // A healthy idle connection has nothing to say; only otherwise its thread has to look.
            guard SocketPoll.isReadable(session.status.socket) else { return session }
            if await session.isAlive() { return session }
            await discard(session)
        }
    }

    /// Takes the connection back after use.
    func giveBack(_ session: Session) async {
        if session.status.transaction != .none { await session.reset() }
        guard !session.status.isBroken else { return await discard(session) }
        await take(state.withLock { $0.pool.give(session) })
    }

    /// Ends the connection, and the idle ones with it, which probably share its fate.
    private func discard(_ session: Session) async {
        logger.debug("connection is lost")
        await end(state.withLock { $0.pool.giveBroken(session) })
    }

    private func take(_ returned: PoolState<Session, Continuation>.Returned) async {
        switch returned {
        case .lend(let session, let waiter): waiter.resume(returning: session)
        case .parked: break
        case .close(let sessions): await end(sessions)
        }
    }

    /// Closes the connections and opens others where somebody waits.
    func end(_ sessions: [Session]) async {
        for session in sessions { await session.close() }
        let connect = state.withLock { state in
            state.pool.closed(sessions.count)
            return state.pool.connectMore()
        }
        startConnecting(connect)
        releaseClosers()
    }

    /// Tells whoever waits for the end of the pool, if this is it.
    private func releaseClosers() {
        let closers = state.withLock { $0.pool.isDrained ? exchange(&$0.closers, with: []) : [] }
        for closer in closers { closer.resume() }
    }

    // MARK: - Waiting

    private func waitForSession() async throws -> Session {
        let identifier = state.withLock { $0.pool.makeIdentifier() }
        let deadline = ContinuousClock.now + configuration.checkoutTimeout
        return try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                try await Task.sleep(until: deadline, clock: .continuous)
                self.timeOut(identifier)
            }
            // The timer may still sleep when a connection is found.
            defer { group.cancelAll() }
            return try await withTaskCancellationHandler {
                try await withCheckedThrowingContinuation { continuation in
                    enqueue(continuation, identifier)
                    // Both may have come before there was anything to remove from the queue.
                    if Task.isCancelled { leave(identifier, .cancelled) }
                    if ContinuousClock.now >= deadline { timeOut(identifier) }
                }
            } onCancel: {
                leave(identifier, .cancelled)
            }
        }
    }

    private func enqueue(_ continuation: Continuation, _ identifier: UInt64) {
        switch state.withLock({ $0.pool.enqueue(continuation, identifier) }) {
        case .idle(let session): continuation.resume(returning: session)
        case .closed: continuation.resume(throwing: PostgresError.poolClosed)
        case .waiting(let connect): startConnecting(connect)
        }
    }

    private func timeOut(_ identifier: UInt64) {
        // When nothing could be opened, why is more useful than how long.
        let failure = state.withLock { $0.pool.connectFailure }
        leave(
            identifier,
            failure
                ?? PostgresError(
                    .checkoutTimeout, "no connection became free within \(configuration.checkoutTimeout)"))
    }

    private func leave(_ identifier: UInt64, _ error: PostgresError) {
        state.withLock { $0.pool.leave(identifier) }?.resume(throwing: error)
    }

    // MARK: - Connecting

    /// Opens connections for whoever waits.
    ///
    /// These tasks belong to the pool, not to the callers, who may leave while a connection is being made. The pool counts
    /// them as open, so that ``close()`` waits for them to end.
    private func startConnecting(_ count: Int) {
        for _ in 0..<count {
            Task { await connect() }
        }
    }

    private func connect() async {
        var backoff = Backoff(first: .milliseconds(50), longest: .milliseconds(500))
        while true {
            do throws(PostgresError) {
                let session = try await openSession()
                let (returned, connect) = state.withLock { ($0.pool.connected(session), $0.pool.connectMore()) }
                startConnecting(connect)
                return await take(returned)
            } catch {
                logger.debug("connecting failed", metadata: ["postgres.error": "\(error)"])
                guard case .stop(let waiters) = state.withLock({ $0.pool.connectFailed(error) }) else {
                    await pause(backoff.next())
                    continue
                }
                for waiter in waiters { waiter.resume(throwing: error) }
                return releaseClosers()
            }
        }
    }

    private func openSession() async throws(PostgresError) -> Session {
        let session = try Session(configuration)
        let identifier = ObjectIdentifier(session)
        let isClosed = state.withLock { state in
            state.connecting[identifier] = session
            return state.pool.isClosed
        }
        defer { state.withLock { $0.connecting[identifier] = nil } }
        if isClosed { session.interruption.abort() }
        do throws(PostgresError) {
            try await session.connect()
            logger.debug("connection is open")
            return session
        } catch {
            await session.close()
            throw error
        }
    }

    private func pause(_ duration: Duration) async {
        do {
            try await Task.sleep(for: duration)
        } catch {
            // Nobody cancels the pool's own tasks; a pause cut short would do no harm.
        }
    }
}
