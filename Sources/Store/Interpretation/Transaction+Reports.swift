package import Cryptography
package import Postgres

package import struct Foundation.Date
package import struct Foundation.UUID

/// A report of record, without its bytes.
package struct ReportRecord: Sendable, Hashable {
    /// Its id.
    package var id: UUID
    /// The analysis.
    package var analysisID: UUID
    /// The finalised round.
    package var roundID: UUID
    /// The report it replaces.
    package var previousID: UUID?
    /// What its bytes are: `text/html`.
    package var mediaType: String
    /// The version of the template.
    package var templateVersion: String
    /// The digest of its bytes.
    package var sha256: Digest
    /// When it was rendered.
    package var createdAt: Date
}

/// A report to be stored.
package struct NewReport: Sendable {
    /// Its id.
    package var id: UUID
    /// The analysis.
    package var analysisID: UUID
    /// The finalised round.
    package var roundID: UUID
    /// What its bytes are.
    package var mediaType: String
    /// The version of the template.
    package var templateVersion: String
    /// Its bytes.
    package var content: [UInt8]
    /// What it was rendered from.
    package var model: JSONText

    /// Describes a report.
    package init(
        id: UUID, analysisID: UUID, roundID: UUID, mediaType: String, templateVersion: String, content: [UInt8],
        model: JSONText
    ) {
        self.id = id
        self.analysisID = analysisID
        self.roundID = roundID
        self.mediaType = mediaType
        self.templateVersion = templateVersion
        self.content = content
        self.model = model
    }
}

extension Transaction {
    /// Stores a report; it names the newest one of the analysis before it.
    package func store(_ report: NewReport) async throws {
        let previous = try await reports(of: report.analysisID).last?.id
        let event = try await record(
            DomainEvent(
                "report.rendered", subject: "round", report.roundID.text,
                payload: JSONText(encoding: ["report": report.id])))
        try await connection.execute(
            """
            INSERT INTO report (id, analysis_id, round_id, previous_id, event_id, media_type, template_version, sha256, content, model)
            VALUES (\(report.id), \(report.analysisID), \(report.roundID), \(previous), \(event), \(report.mediaType),
                    \(report.templateVersion), \(SHA256.hash(report.content).bytes), \(report.content), \(report.model))
            """)
    }

    /// The reports of an analysis, the first one first.
    package func reports(of analysis: UUID) async throws -> [ReportRecord] {
        try await reports(where: "analysis_id = \(analysis)")
    }

    /// A report, or nil.
    package func report(_ id: UUID) async throws -> ReportRecord? {
        try await reports(where: "id = \(id)").first
    }

    /// The bytes of a report, or nil.
    package func reportContent(_ id: UUID) async throws -> [UInt8]? {
        try await connection.execute("SELECT content FROM report WHERE id = \(id)").column([UInt8].self).first
    }

    private func reports(where condition: SQL) async throws -> [ReportRecord] {
        let rows = try await connection.execute(
            """
            SELECT id, analysis_id, round_id, previous_id, media_type, template_version, sha256, created_at
              FROM report WHERE
            """ + " " + condition + " ORDER BY created_at, id")
        return try rows.map { row in
            let (id, analysis, round, previous, mediaType, template, hash, time) = try row.decode(
                (UUID, UUID, UUID, UUID?, String, String, [UInt8], Date).self)
            return ReportRecord(
                id: id, analysisID: analysis, roundID: round, previousID: previous, mediaType: mediaType,
                templateVersion: template, sha256: try Digest(stored: hash), createdAt: time)
        }
    }
}
