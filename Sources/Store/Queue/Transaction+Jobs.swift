import Access
package import Postgres

package import struct Foundation.Date
package import struct Foundation.UUID

extension Transaction {
    /// Makes a job, asked for by the person of this transaction.
    package func create(_ job: NewJob) async throws {
        try await connection.execute(
            """
            INSERT INTO job (id, kind, lane, state, requester_id, subject_kind, subject_id)
            VALUES (\(job.id), \(job.kind), \(job.lane.rawValue), \(job.state.rawValue), \(personID), \(job.subjectKind),
                    \(job.subjectID))
            """)
        try await announce(job.id, job.state)
    }

    /// A job, or nil when there is none for this principal.
    package func job(_ id: UUID) async throws -> JobRecord? {
        try await jobs(where: "j.id = \(id)", limit: 1).first
    }

    /// The newest jobs, before a job of a former page.
    package func jobs(before cursor: UUID?, state: JobState?, limit: Int) async throws -> [JobRecord] {
        try await jobs(
            where: """
                (\(cursor)::uuid IS NULL OR j.id < \(cursor)) AND (\(state?.rawValue)::text IS NULL OR j.state = \(state?.rawValue))
                """, limit: limit)
    }

    /// A worker has begun, if nobody had before.
    package func jobStarted(_ id: UUID) async throws {
        let rows = try await connection.execute(
            "UPDATE job SET state = 'running', started_at = now() WHERE id = \(id) AND state = 'queued'")
        if rows.affected == 1 { try await announce(id, .running) }
    }

    /// The requester has done what was waited for.
    package func jobQueued(_ id: UUID) async throws {
        let rows = try await connection.execute(
            "UPDATE job SET state = 'queued' WHERE id = \(id) AND state = 'waiting'")
        if rows.affected == 1 { try await announce(id, .queued) }
    }

    /// Ends a job well. A job that has ended already stays as it is.
    package func jobSucceeded(_ id: UUID, result: JSONText) async throws {
        let rows = try await connection.execute(
            """
            UPDATE job SET state = 'succeeded', result = \(result), finished_at = clock_timestamp(),
                   started_at = coalesce(started_at, now())
             WHERE id = \(id) AND finished_at IS NULL
            """)
        if rows.affected == 1 { try await announce(id, .succeeded) }
    }

    /// Ends a job with a problem: `.failed` or `.refused`. A job that has ended already stays as it is.
    package func jobEnded(_ id: UUID, _ state: JobState, problem: JSONText) async throws {
        precondition(state == .failed || state == .refused, "only failed and refused jobs have a problem")
        let rows = try await connection.execute(
            """
            UPDATE job SET state = \(state.rawValue), problem = \(problem), finished_at = clock_timestamp(),
                   attempts = attempts + CASE WHEN \(state.rawValue) = 'failed' THEN 1 ELSE 0 END
             WHERE id = \(id) AND finished_at IS NULL
            """)
        if rows.affected == 1 { try await announce(id, state) }
    }

    /// Notes progress, which no effect reads; call it in a short transaction of its own.
    package func note(_ progress: JobProgress, ofJob id: UUID) async throws {
        try await connection.execute(
            """
            INSERT INTO job_progress (job_id, done, total, unit)
            VALUES (\(id), \(Int64(progress.done)), \(progress.total.map(Int64.init)), \(progress.unit))
            ON CONFLICT (job_id) DO UPDATE
               SET done = greatest(job_progress.done, excluded.done), total = excluded.total, unit = excluded.unit,
                   updated_at = now()
            """)
    }

    /// Changes of a job's state after a place in the sequence, oldest first.
    package func events(ofJob id: UUID, after sequence: Int64) async throws -> [JobEvent] {
        try await connection.execute(
            """
            SELECT sequence, state, occurred_at FROM job_event WHERE job_id = \(id) AND sequence > \(sequence)
             ORDER BY sequence
            """
        ).map { row in
            let (sequence, state, time) = try row.decode((Int64, String, Date).self)
            return JobEvent(sequence: sequence, state: try state.asJobState, occurredAt: time)
        }
    }

    /// How many jobs are in each unfinished state and how old the oldest is, in seconds; for metrics.
    package func unfinishedJobs() async throws -> [(state: String, lane: String, count: Int, oldest: Double)] {
        try await connection.execute(
            "SELECT state, lane, jobs, oldest_seconds FROM job_statistics()"
        ).map { row in
            let (state, lane, count, oldest) = try row.decode((String, String, Int, Double).self)
            return (state, lane, count, oldest)
        }
    }

    /// The person this transaction is for, by id: also the one a worker acts for.
    var personID: UUID? {
        switch principal {
        case .user(let person), .token(_, let person): person.id
        case .worker(_, let person): person
        case .anonymous, .migration: nil
        }
    }

    // The sequence is drawn while the job's row is locked by the change that is announced, so within a job it follows
    // the commits.
    private func announce(_ id: UUID, _ state: JobState) async throws {
        try await connection.execute("INSERT INTO job_event (job_id, state) VALUES (\(id), \(state.rawValue))")
    }

    private func jobs(where condition: SQL, limit: Int) async throws -> [JobRecord] {
        let rows = try await connection.execute(
            """
            SELECT j.id, j.kind, j.lane, j.state, j.requester_id, j.subject_kind, j.subject_id, j.attempts, j.result, j.problem,
                   j.created_at, j.started_at, j.finished_at, p.done, p.total, p.unit
              FROM job j LEFT JOIN job_progress p ON p.job_id = j.id WHERE
            """ + " " + condition + " ORDER BY j.id DESC LIMIT \(Int64(limit))")
        return try rows.map(JobRecord.init)
    }
}

extension JobRecord {
    fileprivate init(_ row: PostgresRow) throws {
        let (id, kind, lane, state, requester, subjectKind, subjectID, attempts) = try row.decodeFirst(
            (UUID, String, String, String, UUID?, String, String, Int32).self)
        guard let lane = Lane(rawValue: lane) else { throw StoreError.schema("The lane \(lane) is unknown.") }
        self.init(
            id: id, kind: kind, lane: lane, state: try state.asJobState, requester: requester, subjectKind: subjectKind,
            subjectID: subjectID, attempts: Int(attempts), result: try row.decode(JSONText?.self, at: 8),
            problem: try row.decode(JSONText?.self, at: 9), createdAt: try row.decode(Date.self, at: 10),
            startedAt: try row.decode(Date?.self, at: 11), finishedAt: try row.decode(Date?.self, at: 12))
        if let done = try row.decode(Int64?.self, at: 13), let unit = try row.decode(String?.self, at: 15) {
            progress = JobProgress(
                done: Int(done), total: try row.decode(Int64?.self, at: 14).map(Int.init), unit: unit)
        }
    }
}

extension String {
    fileprivate var asJobState: JobState {
        get throws {
            guard let state = JobState(rawValue: self) else {
                throw StoreError.schema("The job state \(self) is unknown.")
            }
            return state
        }
    }
}
