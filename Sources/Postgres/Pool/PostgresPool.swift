package import Logging
import ServiceLifecycle
import Synchronization

/// A limited number of connections, lent to one user at a time.
///
/// Connections are opened when they are needed and kept. A dead one is noticed before it is lent, and replaced; while the
/// server restarts, callers wait up to the checkout timeout. The pool works without ``run()``, which only ties its end to
/// the service group; whoever does not run it calls ``close()``.
package final class PostgresPool: Service, Sendable {
    typealias Continuation = CheckedContinuation<Session, any Error>

    let configuration: PostgresConfiguration
    let logger: Logger
    let state: Mutex<Guarded>

    /// What the lock protects.
    struct Guarded {
        var pool: PoolState<Session, Continuation>
        /// Sessions that connect at this moment, to be given up when the pool closes.
        var connecting: [ObjectIdentifier: Session] = [:]
        /// Who waits for the pool to be empty.
        var closers: [CheckedContinuation<Void, Never>] = []
    }

    package init(_ configuration: PostgresConfiguration, logger: Logger) {
        self.configuration = configuration
        self.logger = logger
        state = Mutex(Guarded(pool: PoolState(limit: configuration.maximumConnections)))
    }

    /// Waits for graceful shutdown or cancellation, then closes the pool.
    package func run() async throws {
        do {
            try await gracefulShutdown()
        } catch is CancellationError {
            // Being cancelled is one of the two ways to end.
        }
        await close()
    }

    /// Turns new and waiting callers away, waits until all connections have been returned, and ends them and their threads.
    ///
    /// Not to be called inside of ``withConnection(_:)`` or a transaction, which it would wait for.
    package func close() async {
        let (idle, waiters, connecting) = state.withLock { state in
            let (idle, waiters) = state.pool.close()
            return (idle, waiters, Array(state.connecting.values))
        }
        for waiter in waiters { waiter.resume(throwing: PostgresError.poolClosed) }
        for session in connecting { session.interruption.abort() }
        await end(idle)
        await withCheckedContinuation { continuation in
            let isDrained = state.withLock { state in
                if !state.pool.isDrained { state.closers.append(continuation) }
                return state.pool.isDrained
            }
            if isDrained { continuation.resume() }
        }
    }

    /// Lends a connection to `body`.
    ///
    /// What `body` leaves open is rolled back. Settings of the session, temporary tables and the like stay with the
    /// connection: keep to transactions. Using the connection after `body` has returned throws.
    ///
    /// - Throws: What `body` throws; ``PostgresError`` when there is no connection in time.
    package func withConnection<Result>(
        _ body: (PostgresConnection) async throws -> Result
    ) async throws -> Result {
        let session = try await checkout()
        let connection = PostgresConnection(session)
        do {
            let result = try await body(connection)
            connection.endLease()
            await giveBack(session)
            return result
        } catch {
            connection.endLease()
            await giveBack(session)
            throw error
        }
    }

    /// Runs `body` in a transaction.
    ///
    /// It commits when `body` returns; it rolls back when `body` throws or the task is cancelled. After a serialization
    /// failure or a deadlock the whole body is run again, on whichever connection, with growing random pauses: it must be
    /// repeatable. `BEGIN` and the settings share one round trip.
    ///
    /// - Parameters:
    ///   - settings: Made by `set_config(…, true)`: they end with the transaction.
    ///   - attempts: How often `body` may run.
    /// - Throws: What `body` throws in its last attempt; ``PostgresError/Code/commitUnknown`` when the connection is lost
    ///   while committing: then find out before repeating.
    package func transaction<Result>(
        settings: [TransactionSetting] = [], isolation: PostgresIsolation = .readCommitted, readOnly: Bool = false,
        attempts: Int = 5, _ body: (PostgresConnection) async throws -> Result
    ) async throws -> Result {
        precondition(attempts > 0, "a transaction needs at least one attempt")
        var backoff = Backoff(first: .milliseconds(10), longest: .milliseconds(500))
        var attempt = 1
        while true {
            let outcome = try await withConnection { connection in
                await connection.attempt(settings, isolation, readOnly: readOnly, body)
            }
            switch outcome {
            case .committed(let result):
                return result
            case .failed(let error, let mayRepeat):
                guard mayRepeat, attempt < attempts else { throw error }
            }
            attempt += 1
            logger.debug("transaction is repeated", metadata: ["postgres.attempt": "\(attempt)"])
            do {
                try await Task.sleep(for: backoff.next())
            } catch {
                throw PostgresError.cancelled
            }
        }
    }

    /// A picture of the moment.
    package var statistics: PostgresPoolStatistics {
        state.withLock {
            PostgresPoolStatistics(open: $0.pool.open, idle: $0.pool.idle.count, waiting: $0.pool.waiting)
        }
    }
}

/// How a pool is used at one moment.
package struct PostgresPoolStatistics: Sendable, Hashable {
    /// Connections in use, idle, or being opened or closed.
    package let open: Int
    /// Connections nobody uses.
    package let idle: Int
    /// Callers waiting for a connection.
    package let waiting: Int
}
