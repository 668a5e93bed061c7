import Foundation
import Interpretation
import Laboratory
import Postgres
import PublicAPI
import Store

extension Transaction {
    /// Compares what a person saw of an allele with what is current, and holds the allele so that it stays so.
    ///
    /// - Throws: ``Problem`` `stale` with everything that has changed.
    func presented(_ seen: PresentedVersions, in round: RoundRecord) async throws -> CurrentVersions {
        let state = try round.state.decode(as: RoundState.self)
        let shown = try await keptAlleles(ofRun: round.filterRunID) + state.manuallyAdded
        guard shown.contains(seen.alleleID) else {
            throw Problem.invalid(
                "not-in-analysis", "Not in the analysis", "The allele is not one of those the round shows.")
        }
        try await lock(alleles: [seen.alleleID])
        guard let current = try await currentVersions(of: [seen.alleleID])[seen.alleleID] else {
            throw Problem.notFound("annotation of the allele")
        }
        let reasons = RoundEnding.stale(seen, current)
        guard reasons.isEmpty else { throw Problem.stale(reasons) }
        return current
    }

    /// Writes the judgement and takes its draft out of the round.
    func judge(
        _ wish: AlleleFinalisation, _ current: CurrentVersions, _ round: RoundRecord, _ context: JudgementContext,
        _ laboratory: LaboratoryConfiguration
    ) async throws -> AlleleFinalised {
        let allele = wish.presented.alleleID
        guard laboratory.finaliseRequirements.workflowStatuses.contains(round.workflowStatus) else {
            throw Problem.conflict(
                "workflow-status", "Not in this status",
                "Alleles are not finalised in the status \(round.workflowStatus).")
        }
        var assessmentID = current.assessment?.id
        if let new = wish.assessment {
            guard laboratory.option(new.classification) != nil else {
                throw Problem.invalid(
                    "unknown-classification", "Unknown class", "The laboratory has no class \(new.classification).",
                    errors: [.init(pointer: "assessment.classification", detail: "unknown")])
            }
            assessmentID = try await assess(
                allele: allele, classification: new.classification,
                evaluation: JSONText(encoding: Evaluation(comment: new.comment)), annotation: current.annotationID,
                previous: current.assessment?.id, in: context)
        }
        var reportID = current.reportID
        if let text = wish.report {
            guard let assessmentID else {
                throw Problem.invalid(
                    "report-without-assessment", "No assessment",
                    "A report text belongs to an assessment; make one first.")
            }
            reportID = try await report(
                allele: allele, text: text, assessment: assessmentID, previous: current.reportID, in: context)
        }
        var state = try round.state.decode(as: RoundState.self)
        if state.alleles[String(allele)] != nil { state[allele].assessment = nil }
        let revision = try await save(round: round.id, state: JSONText(encoding: state))
        return AlleleFinalised(
            current: PresentedVersions(
                alleleID: allele, annotationID: current.annotationID, assessmentID: assessmentID, reportID: reportID),
            revision: revision)
    }
}

extension Problem {
    /// What has changed since it was shown.
    static func stale(_ reasons: [RoundEnding.Reason]) -> Problem {
        .conflict(
            "stale", "Changed meanwhile",
            "What you saw is no longer current. Look at the allele again; nothing was written.",
            errors: reasons.map { .init(pointer: "allele \($0.alleleID ?? 0)", detail: $0.code.rawValue) })
    }
}
