package import Postgres

package import struct Foundation.Date
package import struct Foundation.UUID

/// A round of work on an analysis.
package struct RoundRecord: Sendable {
    /// Its id.
    package var id: UUID
    /// The analysis.
    package var analysisID: UUID
    /// Counts the rounds of the analysis, from 1.
    package var ordinal: Int
    /// `not_ready`, `interpretation`, `review` or `medical_review`.
    package var workflowStatus: String
    /// `not_started`, `ongoing`, `finalising` or `done`.
    package var status: String
    /// Whether it was finalised, once done.
    package var isFinalised: Bool?
    /// Who works on it.
    package var owner: UUID?
    /// The filter run it pins.
    package var filterRunID: UUID
    /// The panel's version.
    package var panelID: UUID
    /// What people have written.
    package var state: JSONText
    /// Counts the saves.
    package var revision: Int
    /// The job that ends it.
    package var endingJob: UUID?
    /// When it was made, begun and ended.
    package var createdAt: Date
    package var startedAt: Date?
    package var endedAt: Date?
}

extension Transaction {
    /// Makes the next round of an analysis, not started.
    package func createRound(of analysis: UUID, workflowStatus: String, filterRun: UUID, panel: UUID) async throws
        -> UUID
    {
        let id = UUID.version7()
        try await connection.execute(
            """
            INSERT INTO round (id, analysis_id, ordinal, workflow_status, status, filter_run_id, panel_id)
            SELECT \(id), \(analysis), coalesce(max(ordinal), 0) + 1, \(workflowStatus), 'not_started', \(filterRun), \(panel)
              FROM round WHERE analysis_id = \(analysis)
            """)
        try await record(DomainEvent("round.created", subject: "round", id.text))
        return id
    }

    /// The rounds of an analysis, the first one first.
    package func rounds(of analysis: UUID) async throws -> [RoundRecord] {
        try await rounds(where: "analysis_id = \(analysis) ORDER BY ordinal")
    }

    /// A round, or nil.
    package func round(_ id: UUID) async throws -> RoundRecord? {
        try await rounds(where: "id = \(id)").first
    }

    /// A round that nobody else changes until the transaction ends, or nil.
    package func lockedRound(_ id: UUID) async throws -> RoundRecord? {
        try await rounds(where: "id = \(id) FOR UPDATE").first
    }

    /// Gives a round that nobody has started to a person.
    package func start(round id: UUID, for owner: UUID) async throws {
        try await connection.execute(
            "UPDATE round SET status = 'ongoing', owner_id = \(owner), started_at = now() WHERE id = \(id)")
        try await record(DomainEvent("round.started", subject: "round", id.text))
    }

    /// Replaces what people have written; the caller holds the round and has compared the revision.
    package func save(round id: UUID, state: JSONText) async throws -> Int {
        let rows = try await connection.execute(
            "UPDATE round SET state = \(state), revision = revision + 1 WHERE id = \(id) RETURNING revision")
        try await record(DomainEvent("round.saved", subject: "round", id.text))
        return Int(try rows.one(Int32.self))
    }

    /// Hands a round to the job that ends it; until that is done nothing else changes it.
    package func beginEnding(round id: UUID, job: UUID, presented: JSONText) async throws {
        try await connection.execute(
            """
            UPDATE round SET status = 'finalising', ending_job_id = \(job), presented = \(presented) WHERE id = \(id)
            """)
    }

    /// What the person saw who ends a round.
    package func presented(forEnding id: UUID) async throws -> JSONText? {
        try await connection.execute("SELECT presented FROM round WHERE id = \(id)").column(JSONText?.self).first ?? nil
    }

    /// Gives a round back to its owner, because it cannot be ended yet.
    package func reopenAfterRefusal(round id: UUID) async throws {
        try await connection.execute(
            "UPDATE round SET status = 'ongoing', ending_job_id = NULL, presented = NULL WHERE id = \(id) AND status = 'finalising'"
        )
        try await record(DomainEvent("round.finalise_refused", subject: "round", id.text))
    }

    /// Ends a round for good.
    package func finalise(round id: UUID) async throws {
        try await connection.execute(
            "UPDATE round SET status = 'done', finalised = true, ended_at = now() WHERE id = \(id)")
        try await record(DomainEvent("round.finalised", subject: "round", id.text))
    }

    private func rounds(where condition: SQL) async throws -> [RoundRecord] {
        let rows = try await connection.execute(
            """
            SELECT id, analysis_id, ordinal, workflow_status, status, finalised, owner_id, filter_run_id, panel_id, state, revision,
                   ending_job_id, created_at, started_at, ended_at
              FROM round WHERE
            """ + " " + condition)
        return try rows.map { row in
            let (id, analysis, ordinal, workflow, status, finalised, owner, run) = try row.decodeFirst(
                (UUID, UUID, Int32, String, String, Bool?, UUID?, UUID).self)
            return RoundRecord(
                id: id, analysisID: analysis, ordinal: Int(ordinal), workflowStatus: workflow, status: status,
                isFinalised: finalised, owner: owner, filterRunID: run, panelID: try row.decode(UUID.self, at: 8),
                state: try row.decode(JSONText.self, at: 9), revision: Int(try row.decode(Int32.self, at: 10)),
                endingJob: try row.decode(UUID?.self, at: 11), createdAt: try row.decode(Date.self, at: 12),
                startedAt: try row.decode(Date?.self, at: 13), endedAt: try row.decode(Date?.self, at: 14))
        }
    }
}
