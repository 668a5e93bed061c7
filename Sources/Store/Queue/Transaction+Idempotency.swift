package import Cryptography
import Postgres

package import struct Foundation.UUID

/// What an idempotency key turned out to be.
package enum IdempotencyOutcome: Sendable, Hashable {
    /// Seen for the first time; now bound to the job.
    case new
    /// Seen with the same body: here is the job.
    case repeated(job: UUID)
    /// Seen with another body.
    case conflict
}

extension Transaction {
    /// Binds an `Idempotency-Key` of the person of this transaction to a new job, and makes the job.
    ///
    /// A request that is running with the same key at the same time is waited for. Without a key the job is simply
    /// made.
    package func create(_ job: NewJob, idempotencyKey key: String?, route: String, body: Digest) async throws
        -> IdempotencyOutcome
    {
        guard let key else {
            try await create(job)
            return .new
        }
        guard let person = personID else { throw StoreError.notFound("person") }
        let rows = try await connection.execute(
            """
            INSERT INTO idempotency_key (principal_id, route, key, body_hash, job_id)
            VALUES (\(person), \(route), \(key), \(body.bytes), \(job.id)) ON CONFLICT DO NOTHING
            """)
        if rows.affected == 1 {
            try await create(job)
            return .new
        }
        let known = try await connection.execute(
            """
            SELECT job_id, body_hash = \(body.bytes) FROM idempotency_key
             WHERE principal_id = \(person) AND route = \(route) AND key = \(key)
            """)
        guard let row = known.first else { throw StoreError.notFound("idempotency key") }
        let (bound, same) = try row.decode((UUID, Bool).self)
        return same ? .repeated(job: bound) : .conflict
    }
}
