package import Postgres

package import struct Foundation.Date
package import struct Foundation.UUID

/// A version of an allele's assessment.
package struct AssessmentRecord: Sendable {
    /// The version.
    package var id: UUID
    /// The allele.
    package var alleleID: Int64
    /// The class.
    package var classification: String
    /// The evaluation document.
    package var evaluation: JSONText
    /// Who made it.
    package var author: UUID
    /// The author's name as people read it.
    package var authorName: String
    /// When.
    package var createdAt: Date
    /// The version before.
    package var previousID: UUID?
}

/// A version of an allele's report text.
package struct AlleleReportRecord: Sendable, Hashable {
    /// The version.
    package var id: UUID
    /// The allele.
    package var alleleID: Int64
    /// The text.
    package var text: String
}

/// Where a judgement is made.
package struct JudgementContext: Sendable {
    /// The round.
    package var round: UUID
    /// The analysis.
    package var analysis: UUID
    /// The panel's version.
    package var panel: UUID
    /// Who judges.
    package var author: UUID

    /// Names round, analysis, panel and author.
    package init(round: UUID, analysis: UUID, panel: UUID, author: UUID) {
        self.round = round
        self.analysis = analysis
        self.panel = panel
        self.author = author
    }
}

extension Transaction {
    /// The assessment of each allele that is current, or was at an instant.
    package func assessments(of alleles: [Int64], asOf instant: Date? = nil) async throws -> [Int64: AssessmentRecord] {
        let found = try await assessments(where: "allele_id = ANY (\(alleles)) AND " + SQL.version(asOf: instant))
        return Dictionary(uniqueKeysWithValues: found.map { ($0.alleleID, $0) })
    }

    /// Versions of assessments by id.
    package func assessments(_ ids: [UUID]) async throws -> [UUID: AssessmentRecord] {
        let found = try await assessments(where: "id = ANY (\(ids))")
        return Dictionary(uniqueKeysWithValues: found.map { ($0.id, $0) })
    }

    /// The report text of each allele that is current, or was at an instant.
    package func alleleReports(of alleles: [Int64], asOf instant: Date? = nil) async throws -> [Int64:
        AlleleReportRecord]
    {
        let found = try await alleleReports(where: "allele_id = ANY (\(alleles)) AND " + SQL.version(asOf: instant))
        return Dictionary(uniqueKeysWithValues: found.map { ($0.alleleID, $0) })
    }

    /// Versions of report texts by id.
    package func alleleReports(_ ids: [UUID]) async throws -> [UUID: AlleleReportRecord] {
        let found = try await alleleReports(where: "id = ANY (\(ids))")
        return Dictionary(uniqueKeysWithValues: found.map { ($0.id, $0) })
    }

    /// Writes an assessment that follows `previous`. The caller holds the allele and has compared what was presented.
    package func assess(
        allele: Int64, classification: String, evaluation: JSONText, annotation: UUID, previous: UUID?,
        in context: JudgementContext
    ) async throws -> UUID {
        let (id, time) = (UUID.version7(), try await versionTime())
        let event = try await record(
            DomainEvent(
                "allele_assessment.made", subject: "allele", String(allele),
                payload: JSONText(encoding: ["assessment": id])))
        if let previous {
            try await connection.execute(
                "UPDATE allele_assessment SET superseded_at = \(time), superseded_by = \(id) WHERE id = \(previous)")
        }
        try await connection.execute(
            """
            INSERT INTO allele_assessment (id, allele_id, classification, evaluation, panel_id, annotation_id, analysis_id, round_id,
                                           author_id, event_id, previous_id, created_at)
            VALUES (\(id), \(allele), \(classification), \(evaluation), \(context.panel), \(annotation), \(context.analysis),
                    \(context.round), \(context.author), \(event), \(previous), \(time))
            """)
        return id
    }

    /// Writes a report text that follows `previous`. The caller holds the allele.
    package func report(
        allele: Int64, text: String, assessment: UUID, previous: UUID?, in context: JudgementContext
    ) async throws -> UUID {
        let (id, time) = (UUID.version7(), try await versionTime())
        let event = try await record(
            DomainEvent(
                "allele_report.made", subject: "allele", String(allele), payload: JSONText(encoding: ["report": id])))
        if let previous {
            try await connection.execute(
                "UPDATE allele_report SET superseded_at = \(time), superseded_by = \(id) WHERE id = \(previous)")
        }
        try await connection.execute(
            """
            INSERT INTO allele_report (id, allele_id, assessment_id, text, analysis_id, round_id, author_id, event_id, previous_id,
                                       created_at)
            VALUES (\(id), \(allele), \(assessment), \(text), \(context.analysis), \(context.round), \(context.author), \(event),
                    \(previous), \(time))
            """)
        return id
    }

    private func assessments(where condition: SQL) async throws -> [AssessmentRecord] {
        let rows = try await connection.execute(
            """
            SELECT id, allele_id, classification, evaluation, author_id,
                   (SELECT u.display_name FROM app_user u WHERE u.id = author_id), created_at, previous_id
              FROM allele_assessment WHERE
            """ + " " + condition)
        return try rows.map { row in
            let (id, allele, classification, evaluation, author, name, time, previous) = try row.decode(
                (UUID, Int64, String, JSONText, UUID, String, Date, UUID?).self)
            return AssessmentRecord(
                id: id, alleleID: allele, classification: classification, evaluation: evaluation, author: author,
                authorName: name, createdAt: time, previousID: previous)
        }
    }

    private func alleleReports(where condition: SQL) async throws -> [AlleleReportRecord] {
        let rows = try await connection.execute("SELECT id, allele_id, text FROM allele_report WHERE " + condition)
        return try rows.map { row in
            let (id, allele, text) = try row.decode((UUID, Int64, String).self)
            return AlleleReportRecord(id: id, alleleID: allele, text: text)
        }
    }
}
