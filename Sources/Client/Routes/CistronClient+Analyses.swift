package import PublicAPI

package import struct Foundation.UUID

extension CistronClient {
    /// Analyses, page by page.
    package func analyses(cursor: String? = nil) async throws -> Page<AnalysisSummary> {
        try await fetch(Call(.get, "api", "v1", "analyses").query("cursor", cursor))
    }

    /// An analysis.
    package func analysis(_ id: UUID) async throws -> AnalysisView {
        try await fetch(Call(.get, "api", "v1", "analyses", id.text))
    }

    /// The alleles that the latest round's filter run kept, and those that somebody added.
    package func alleles(of analysis: UUID, cursor: String? = nil) async throws -> Page<AlleleView> {
        try await fetch(Call(.get, "api", "v1", "analyses", analysis.text, "alleles").query("cursor", cursor))
    }

    /// The reports of an analysis.
    package func reports(of analysis: UUID, cursor: String? = nil) async throws -> Page<ReportView> {
        try await fetch(Call(.get, "api", "v1", "analyses", analysis.text, "reports").query("cursor", cursor))
    }

    /// A report of record.
    package func report(_ id: UUID) async throws -> ReportView {
        try await fetch(Call(.get, "api", "v1", "reports", id.text))
    }

    /// The bytes of a report, as they were stored.
    package func reportContent(_ id: UUID) async throws -> ReportContent {
        let answer = try await send(Call(.get, "api", "v1", "reports", id.text, "content"))
        return ReportContent(mediaType: answer.mediaType ?? "application/octet-stream", bytes: answer.body)
    }
}
