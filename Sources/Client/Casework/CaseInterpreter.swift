package import Foundation
import Interpretation
package import PublicAPI

/// Plays a case from the first round to the report through the public API, judging every allele by a rule.
package struct CaseInterpreter: Sendable {
    private let client: CistronClient

    /// An interpreter that asks a server.
    package init(client: CistronClient) { self.client = client }

    /// What came of a case.
    package struct Outcome: Sendable {
        /// The alleles that were judged.
        package var alleles: Int
        /// The report.
        package var report: ReportView
        /// Its bytes.
        package var content: Data
    }

    /// Starts the latest round of an analysis, judges each of its alleles, finalises and fetches the report. A case
    /// that is finalised
    /// already is left as it is; its latest report is the outcome.
    ///
    /// - Parameter judge: the judgement of an allele.
    /// - Throws: ``ClientError``; what was judged before stays.
    package func interpret(
        _ analysis: UUID, judge: @Sendable (AlleleView) -> AlleleFinalisation.NewJudgement
    ) async throws -> Outcome {
        let opened = try await client.analysis(analysis)
        guard let round = opened.rounds.last else { throw ClientError.unexpected(status: 404) }
        if round.status == "done", let report = opened.reports.last {
            return Outcome(alleles: 0, report: report, content: try await client.reportContent(report.id).bytes)
        }
        var revision = try await client.startRound(round.id).revision
        var presented: [PresentedVersions] = []
        for allele in try await CistronClient.collect({ try await client.alleles(of: analysis, cursor: $0) }) {
            guard let annotation = allele.annotation else { continue }
            let seen = PresentedVersions(
                alleleID: allele.id, annotationID: annotation, assessmentID: allele.assessment?.id,
                reportID: allele.report?.id)
            let judgement = judge(allele)
            let done = try await client.finaliseAllele(
                allele.id, in: round.id,
                AlleleFinalisation(presented: seen, assessment: judgement.assessment, report: judgement.reportText))
            presented.append(done.current)
            revision = done.revision
        }
        let asked = try await client.finaliseRound(
            round.id, RoundFinalisation(revision: revision, presented: presented), key: "finalise-\(round.id.text)",
            wait: 30)
        let ending = try await finished(asked.id)
        let rendering = try await finished(ending.result?["reportJob"].flatMap { UUID(uuidString: $0) })
        guard let id = rendering.result?["report"].flatMap({ UUID(uuidString: $0) }) else {
            throw rendering.problem.map(ClientError.problem) ?? ClientError.unexpected(status: 500)
        }
        return Outcome(
            alleles: presented.count, report: try await client.report(id),
            content: try await client.reportContent(id).bytes)
    }

    private func finished(_ job: UUID?) async throws -> JobView {
        guard let id = job else { throw ClientError.unexpected(status: 500) }
        var view = try await client.job(id, wait: 30)
        while !view.isFinal { view = try await client.job(id, wait: 30) }
        return view
    }
}

extension AlleleFinalisation {
    /// A class with its reasons, and what the report says.
    package struct NewJudgement: Sendable {
        package var assessment: NewAssessment
        package var reportText: String?

        package init(assessment: NewAssessment, reportText: String?) {
            self.assessment = assessment
            self.reportText = reportText
        }
    }
}
