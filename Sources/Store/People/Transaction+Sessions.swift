package import Cryptography
import Postgres

package import struct Foundation.UUID

extension Transaction {
    /// Opens a session.
    ///
    /// - Parameters:
    ///   - user: whose.
    ///   - digest: the digest of the token handed out.
    ///   - lifetimeSeconds: until it ends whatever happens.
    package func openSession(for user: UUID, digest: Digest, lifetimeSeconds: Int) async throws {
        try await connection.execute(
            """
            INSERT INTO session (token_digest, user_id, expires_at)
            VALUES (\(digest.bytes), \(user), now() + make_interval(secs => \(Double(lifetimeSeconds))))
            """)
        try await record(DomainEvent("session.opened", subject: "user", user.text))
    }

    /// The user of a live session, or nil. Notes at most once a minute that it was used.
    ///
    /// - Parameter idleSeconds: how long a session lives unused.
    package func userOfSession(_ digest: Digest, idleSeconds: Int) async throws -> UserRecord? {
        let rows = try await connection.execute(
            """
            SELECT s.user_id, s.last_active_at < now() - interval '1 minute'
              FROM session s JOIN app_user u ON u.id = s.user_id
             WHERE s.token_digest = \(digest.bytes) AND s.revoked_at IS NULL AND s.expires_at > now() AND u.active
               AND s.last_active_at > now() - make_interval(secs => \(Double(idleSeconds)))
            """)
        guard let row = rows.first else { return nil }
        let (user, stale) = try row.decode((UUID, Bool).self)
        if stale {
            try await connection.execute(
                "UPDATE session SET last_active_at = now() WHERE token_digest = \(digest.bytes)")
        }
        return try await self.user(id: user)
    }

    /// Ends a session; an unknown one is no error.
    package func closeSession(_ digest: Digest) async throws {
        try await connection.execute(
            "UPDATE session SET revoked_at = now() WHERE token_digest = \(digest.bytes) AND revoked_at IS NULL")
    }
}
