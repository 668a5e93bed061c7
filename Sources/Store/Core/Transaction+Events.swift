import Access
package import Postgres

package import struct Foundation.UUID

/// Something that happened to a subject; written in the transaction of the effect.
package struct DomainEvent: Sendable {
    /// What happened, as `subject.verb`: `panel.deposited`.
    package var kind: String
    /// What kind of thing it happened to.
    package var subjectKind: String
    /// Its id.
    package var subjectID: String
    /// Ids and versions that belong to it. Never personal data.
    package var payload: JSONText

    /// Describes an event.
    package init(
        _ kind: String, subject subjectKind: String, _ subjectID: String, payload: JSONText = JSONText(text: "{}")
    ) {
        self.kind = kind
        self.subjectKind = subjectKind
        self.subjectID = subjectID
        self.payload = payload
    }
}

extension Transaction {
    /// Writes an event for the principal of this transaction and returns its id.
    @discardableResult
    package func record(_ event: DomainEvent) async throws -> UUID {
        let id = UUID.version7()
        let (principal, user, worker): (String, UUID?, String?) =
            switch self.principal {
            case .anonymous: ("anonymous", nil, nil)
            case .user(let person): ("user", person.id, nil)
            case .token(_, let owner): ("token", owner.id, nil)
            case .worker(let kind, let person): ("worker", person, kind)
            case .migration: ("migration", nil, nil)
            }
        try await connection.execute(
            """
            INSERT INTO event (id, kind, principal, user_id, worker, subject_kind, subject_id, payload, job_id, request_id)
            VALUES (\(id), \(event.kind), \(principal), \(user), \(worker), \(event.subjectKind), \(event.subjectID),
                    \(event.payload), \(cause.jobID), \(cause.requestID))
            """)
        return id
    }
}
