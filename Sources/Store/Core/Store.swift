package import Access
package import Postgres

package import struct Foundation.UUID

/// The one store. Whatever is read or written passes through a transaction that knows for whom.
package struct Store: Sendable {
    private let pool: PostgresPool

    /// A store over a pool of connections of one database role.
    package init(pool: PostgresPool) {
        self.pool = pool
    }

    /// Runs `body` in one transaction for a principal.
    ///
    /// The principal is set before anything else, so that row-level security applies to every statement. Serialisation
    /// failures and deadlocks run
    /// `body` again; it must therefore leave no trace outside the transaction.
    ///
    /// - Parameters:
    ///   - principal: for whom; recorded in every event.
    ///   - cause: the request or job this happens in; recorded in every event.
    ///   - readOnly: whether the database refuses writes.
    /// - Throws: ``PostgresError``, ``StoreError``, or what `body` throws.
    package func transaction<Result: Sendable>(
        for principal: Principal, cause: Cause = .none, readOnly: Bool = false,
        _ body: (Transaction) async throws -> Result
    ) async throws -> Result {
        try await pool.transaction(settings: principal.settings, readOnly: readOnly) { connection in
            try await body(Transaction(connection: connection, principal: principal, cause: cause))
        }
    }

    /// Reads in one transaction that cannot write.
    package func read<Result: Sendable>(
        for principal: Principal, _ body: (Transaction) async throws -> Result
    ) async throws -> Result {
        try await transaction(for: principal, readOnly: true, body)
    }
}

/// What a transaction is part of.
package struct Cause: Sendable {
    /// The HTTP request's id.
    package var requestID: String?
    /// The job.
    package var jobID: UUID?

    /// No request and no job, as at the command line.
    package static let none = Cause()

    /// Names request and job.
    package init(requestID: String? = nil, jobID: UUID? = nil) {
        self.requestID = requestID
        self.jobID = jobID
    }
}

/// A running transaction. The queries are extensions, one file an aggregate.
package struct Transaction: Sendable {
    let connection: PostgresConnection
    /// For whom.
    package let principal: Principal
    /// As part of what.
    package let cause: Cause
}

extension Principal {
    /// What row-level security reads (`Migrations/0001_foundation.sql`).
    var settings: [TransactionSetting] {
        let (kind, user, worker): (String, UUID?, String) =
            switch self {
            case .anonymous: ("anonymous", nil, "")
            case .user(let person): ("user", person.id, "")
            case .token(_, let owner): ("token", owner.id, "")
            case .worker(let kind, let person): ("worker", person, kind)
            case .migration: ("migration", nil, "")
            }
        return [
            TransactionSetting("cistron.principal", kind), TransactionSetting("cistron.user", user?.text ?? ""),
            TransactionSetting("cistron.worker", worker),
        ]
    }
}
