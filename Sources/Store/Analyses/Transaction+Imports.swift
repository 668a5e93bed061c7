import Postgres

package import struct Foundation.UUID

extension Transaction {
    /// Whether an analysis with a name exists, in any group.
    package func analysisNameIsTaken(_ name: String) async throws -> Bool {
        try await connection.execute("SELECT analysis_name_taken(\(name))").one(Bool.self)
    }

    /// Begins an import: the analysis with its samples, not visible yet, and the plan of all chunks.
    ///
    /// - Returns: whether it has begun; not when the name of the analysis is taken, in any group, even by an import that
    ///   began at the same time.
    @discardableResult
    package func begin(_ new: NewImport) async throws -> Bool {
        let made = try await connection.execute(
            """
            INSERT INTO analysis (id, name, panel_id, panel_name, assembly, state, priority, date_requested, warnings, pipeline_report)
            VALUES (\(new.analysisID), \(new.name), \(new.panelID), \(new.panelName), \(new.assembly), 'importing',
                    \(Int16(new.priority)), \(new.dateRequested)::text::date, \(new.warnings), \(new.pipelineReport))
            ON CONFLICT DO NOTHING
            """)
        guard made.affected == 1 else { return false }
        for sample in new.samples { try await insert(sample, into: new.analysisID) }
        let chunks = new.files.flatMap { file in (0..<file.chunks).map { (file, $0) } }
        try await connection.execute(
            """
            INSERT INTO import (id, analysis_id, panel_name, configuration_id, release_id, state, chunks_total, records_total)
            VALUES (\(new.id), \(new.analysisID), \(new.panelName), \(new.configurationID), \(new.releaseID), 'running',
                    \(Int32(chunks.count)), \(Int64(new.files.reduce(0) { $0 + $1.records })))
            """)
        try await connection.execute(
            """
            INSERT INTO import_chunk (import_id, ordinal, file, attempt, chunk)
            SELECT \(new.id), * FROM unnest(\(chunks.indices.map { Int32($0) }), \(chunks.map { Int16($0.0.ordinal) }),
                                            \(chunks.map(\.0.attempt)), \(chunks.map { Int32($0.1) }))
            """)
        try await record(DomainEvent("import.begun", subject: "import", new.id.text))
        return true
    }

    private func insert(_ sample: NewSample, into analysis: UUID) async throws {
        try await connection.execute(
            """
            INSERT INTO sample (id, analysis_id, specimen_id, file, ordinal, proband, affected, sex, family_id, father_id, mother_id,
                                sibling_of)
            VALUES (\(sample.id), \(analysis), specimen_id_for(\(UUID.version7()), \(sample.identifier), \(sample.technology)),
                    \(Int16(sample.file)), \(Int16(sample.ordinal)), \(sample.isProband), \(sample.isAffected), \(sample.sex),
                    \(sample.familyID), \(sample.fatherID), \(sample.motherID), \(sample.siblingOf))
            """)
    }

    /// An import, or nil.
    package func importRecord(_ id: UUID) async throws -> ImportRecord? {
        let rows = try await connection.execute(
            """
            SELECT analysis_id, state, chunks_total, chunks_done, records_total, records_stored, records_filtered, records_rejected,
                   filtered_reasons
              FROM import WHERE id = \(id)
            """)
        guard let row = rows.first else { return nil }
        let (analysis, state, chunks, done, records, stored, filtered, rejected) = try row.decodeFirst(
            (UUID, String, Int32, Int32, Int64, Int64, Int64, Int64).self)
        return ImportRecord(
            id: id, analysisID: analysis, state: state, records: Int(records), stored: Int(stored),
            filtered: Int(filtered), rejected: Int(rejected),
            filteredReasons: try row.decode(JSONText.self, at: 8).decode(as: [String: Int].self),
            chunksTotal: Int(chunks), chunksDone: Int(done))
    }

    /// Quarantined records in the order of the files, after a place of a former page.
    package func quarantine(of id: UUID, afterFile file: Int, line: Int, limit: Int) async throws -> [QuarantinedRecord]
    {
        try await connection.execute(
            """
            SELECT file, line, reason, detail FROM import_quarantine
             WHERE import_id = \(id) AND (file, line) > (\(Int16(file)), \(Int64(line))) ORDER BY file, line LIMIT \(Int64(limit))
            """
        ).map { row in
            let (file, line, reason, detail) = try row.decode((Int16, Int64, String, String).self)
            return QuarantinedRecord(file: Int(file), line: Int(line), reason: reason, detail: detail)
        }
    }

    /// Adds the counts of a chunk to its import. The import's row is locked last of all, and only until the commit.
    ///
    /// - Returns: how far the import is then; the one who completes it closes it.
    package func complete(chunkOf id: UUID, _ counts: ChunkCounts) async throws -> ImportProgress {
        let reasons = counts.filtered.sorted { $0.key < $1.key }
        let rows = try await connection.execute(
            """
            UPDATE import
               SET chunks_done = chunks_done + 1,
                   records_stored = records_stored + \(Int64(counts.stored)),
                   records_filtered = records_filtered + \(Int64(reasons.reduce(0) { $0 + $1.value })),
                   records_rejected = records_rejected + \(Int64(counts.rejected)),
                   filtered_reasons = (
                       SELECT coalesce(jsonb_object_agg(reason, number), '{}') FROM (
                           SELECT reason, sum(number) AS number FROM (
                               SELECT key AS reason, value::bigint AS number FROM jsonb_each_text(filtered_reasons)
                               UNION ALL SELECT * FROM unnest(\(reasons.map(\.key)), \(reasons.map { Int64($0.value) }))) both_kinds
                            GROUP BY reason) summed)
             WHERE id = \(id)
            RETURNING chunks_done, chunks_total, records_stored + records_filtered + records_rejected, records_total
            """)
        guard let row = rows.first else { throw StoreError.notFound("import") }
        let (done, total, recordsDone, records) = try row.decode((Int32, Int32, Int64, Int64).self)
        return ImportProgress(
            chunksDone: Int(done), chunks: Int(total), recordsDone: Int(recordsDone), records: Int(records))
    }

    /// Ends an import and moves its analysis on.
    package func close(importOf id: UUID, state: String, analysisState: String) async throws {
        try await connection.execute(
            "UPDATE import SET state = \(state), closed_at = now() WHERE id = \(id) AND state = 'running'")
        try await connection.execute(
            """
            UPDATE analysis SET state = \(analysisState)
              FROM import i WHERE i.id = \(id) AND analysis.id = i.analysis_id AND analysis.state = 'importing'
            """)
        try await record(DomainEvent("import.\(state)", subject: "import", id.text))
    }
}
