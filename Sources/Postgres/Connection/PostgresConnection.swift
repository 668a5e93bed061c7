import Synchronization

/// A connection lent by ``PostgresPool``; it works until the closure that received it returns.
///
/// Statements run one after the other. When the calling task is cancelled, the running statement is cancelled on the server
/// and throws ``PostgresError/Code/cancelled``; the connection stays usable.
package final class PostgresConnection: Sendable {
    let session: Session
    private let isLent = Atomic(true)

    init(_ session: Session) { self.session = session }

    /// Runs one statement.
    ///
    /// It is prepared once per connection (unless ``PostgresConfiguration/preparedStatements`` is off), which costs no round
    /// trip of its own. Parameters and results travel in binary.
    @discardableResult
    package func execute(_ sql: SQL) async throws -> PostgresRows {
        try await cancellable { [session] in try await session.execute(sql, $0) }
    }

    /// Runs several statements separated by semicolons, as one transaction unless they say otherwise. For migrations:
    /// nothing is prepared, and there are no parameters and no results.
    package func executeScript(_ text: String) async throws {
        try await cancellable { [session] in try await session.executeScript(text, $0) }
    }

    /// After this the object is of no more use to whoever kept it.
    func endLease() { isLent.store(false, ordering: .relaxed) }

    /// Runs an operation under a name by which the task's cancellation reaches it.
    func cancellable<Result: Sendable>(
        _ operation: (UInt64) async throws -> Result
    ) async throws -> Result {
        guard isLent.load(ordering: .relaxed) else { throw PostgresError.leaseEnded }
        let interruption = session.interruption
        let identifier = interruption.makeIdentifier()
        return try await withTaskCancellationHandler {
            try await operation(identifier)
        } onCancel: {
            interruption.cancel(identifier)
        }
    }
}
