package import Interpretation
import Postgres

package import struct Foundation.UUID

extension Transaction {
    /// Writes what was presented when a round ended.
    package func store(snapshot rows: [RoundEnding.SnapshotRow], of round: UUID) async throws {
        let event = try await record(DomainEvent("snapshot.written", subject: "round", round.text))
        try await connection.execute(
            """
            INSERT INTO snapshot (round_id, allele_id, event_id, annotation_id, assessment_id, report_id, included, not_relevant, technical)
            SELECT \(round), allele, \(event), annotation, assessment, report, included, not_relevant, technical
              FROM unnest(\(rows.map(\.versions.alleleID)), \(rows.map(\.versions.annotationID)),
                          \(rows.map(\.versions.assessmentID)), \(rows.map(\.versions.reportID)), \(rows.map(\.included)),
                          \(rows.map(\.notRelevant)), \(rows.map(\.technical)))
                   AS new (allele, annotation, assessment, report, included, not_relevant, technical)
            """)
    }

    /// What was presented when a round ended, by allele id.
    package func snapshot(of round: UUID) async throws -> [RoundEnding.SnapshotRow] {
        try await connection.execute(
            """
            SELECT allele_id, annotation_id, assessment_id, report_id, included, not_relevant, technical
              FROM snapshot WHERE round_id = \(round) ORDER BY allele_id
            """
        ).map { row in
            let (allele, annotation, assessment, report, included, notRelevant, technical) = try row.decode(
                (Int64, UUID, UUID?, UUID?, Bool, Bool, Bool).self)
            return RoundEnding.SnapshotRow(
                versions: PresentedVersions(
                    alleleID: allele, annotationID: annotation, assessmentID: assessment, reportID: report),
                included: included, notRelevant: notRelevant, technical: technical)
        }
    }

    /// What is current of some alleles, as the rules of ending a round want it.
    package func currentVersions(of alleles: [Int64]) async throws -> [Int64: CurrentVersions] {
        let annotations = try await self.annotations(of: alleles)
        let assessments = try await self.assessments(of: alleles)
        let reports = try await alleleReports(of: alleles)
        return annotations.reduce(into: [:]) { current, entry in
            let (allele, annotation) = entry
            current[allele] = CurrentVersions(
                alleleID: allele, annotationID: annotation.id,
                assessment: assessments[allele].map {
                    CurrentVersions.Assessment(id: $0.id, classification: $0.classification, createdAt: $0.createdAt)
                }, reportID: reports[allele]?.id)
        }
    }
}

extension Transaction {
    /// The releases that versions of annotation come from, by name and date, as text.
    package func annotationReleases(_ annotations: [UUID]) async throws -> String {
        try await connection.execute(
            """
            SELECT DISTINCT r.name || ' (' || r.released_on || ')' FROM annotation n JOIN annotation_release r ON r.id = n.release_id
             WHERE n.id = ANY (\(annotations)) ORDER BY 1
            """
        ).column(String.self).joined(separator: ", ")
    }

    /// How many records the files of an analysis had.
    package func recordCount(ofAnalysis id: UUID) async throws -> Int {
        let rows = try await connection.execute(
            "SELECT coalesce(sum(records_total), 0)::bigint FROM import WHERE analysis_id = \(id)")
        return Int(try rows.one(Int64.self))
    }
}
