import Access
package import Postgres

package import struct Foundation.UUID

/// A message that waits to be published.
package struct OutboxMessage: Sendable {
    /// The message's id.
    package var id: UUID
    /// The queue it is for.
    package var routingKey: String
    /// The envelope, as it is sent.
    package var body: RawJSON
}

extension Transaction {
    /// Puts a message into the outbox; it goes out when this transaction commits, or not at all.
    package func enqueue(id: UUID, job: UUID, routingKey: String, body: RawJSON) async throws {
        try await connection.execute(
            """
            INSERT INTO outbox (id, job_id, routing_key, message) VALUES (\(id), \(job), \(routingKey), \(body))
            """)
    }

    /// Takes unpublished messages, oldest first, and keeps them from other relays until this transaction ends.
    package func claimUnpublished(limit: Int) async throws -> [OutboxMessage] {
        try await connection.execute(
            """
            SELECT id, routing_key, message FROM outbox WHERE published_at IS NULL
             ORDER BY id LIMIT \(Int64(limit)) FOR UPDATE SKIP LOCKED
            """
        ).map { row in
            let (id, key, body) = try row.decode((UUID, String, RawJSON).self)
            return OutboxMessage(id: id, routingKey: key, body: body)
        }
    }

    /// Marks messages as confirmed by the broker. They stay until their inbox row is written, so that a sweeper can
    /// publish again what shows no life.
    package func markPublished(_ ids: [UUID]) async throws {
        try await connection.execute("UPDATE outbox SET published_at = now() WHERE id = ANY (\(ids))")
    }

    /// Enters a message into the inbox and takes it out of the outbox.
    ///
    /// A copy that is being handled elsewhere is waited for, up to the transaction's `lock_timeout`.
    ///
    /// - Returns: whether this transaction is the one to handle it; false when it has been handled before.
    package func claim(message id: UUID, handler: String, job: UUID) async throws -> Bool {
        let rows = try await connection.execute(
            """
            WITH entered AS (
                INSERT INTO inbox (message_id, handler, job_id) VALUES (\(id), \(handler), \(job))
                ON CONFLICT DO NOTHING RETURNING message_id),
            sent AS (DELETE FROM outbox WHERE id = \(id))
            SELECT count(*) FROM entered
            """)
        return try rows.one(Int64.self) == 1
    }

    /// How many messages wait to be published, and how long the oldest has, in seconds; for metrics.
    package func outboxLag() async throws -> (count: Int, oldest: Double) {
        let rows = try await connection.execute(
            """
            SELECT count(*), coalesce(extract(epoch FROM now() - min(created_at)), 0)::float8
              FROM outbox WHERE published_at IS NULL
            """)
        guard let row = rows.first else { return (0, 0) }
        return try row.decode((Int, Double).self)
    }
}

extension Transaction {
    /// The same transaction, with the worker acting for the person who asked for a job; events then record both.
    package func actingForRequester(ofJob id: UUID) async throws -> Transaction {
        guard case .worker(let kind, _) = principal else { return self }
        let rows = try await connection.execute(
            """
            SELECT requester_id, set_config('cistron.user', coalesce(requester_id::text, ''), true)
              FROM job WHERE id = \(id)
            """)
        guard let row = rows.first else { throw StoreError.notFound("job") }
        let requester = try row.decode(UUID?.self, at: 0)
        return Transaction(connection: connection, principal: .worker(kind: kind, for: requester), cause: cause)
    }
}
