package import Laboratory

package import struct Foundation.Date
package import struct Foundation.UUID

/// Ending a round: nothing the client says is trusted. Every version that was presented is compared with the current
/// one, every allele of the
/// pinned filter run is accounted for, and every reason against is listed at once.
package enum RoundEnding {
    /// Why a round cannot be ended; the list is what the person reads.
    package struct Reason: Sendable, Hashable, Codable {
        /// The allele, or nil when it concerns the round.
        package var alleleID: Int64?
        /// What is wrong.
        package var code: Code

        /// What can be wrong.
        package enum Code: String, Sendable, Hashable, Codable {
            /// The annotation has changed since it was shown.
            case staleAnnotation = "stale-annotation"
            /// The assessment has changed since it was shown.
            case staleAssessment = "stale-assessment"
            /// The report text has changed since it was shown.
            case staleReport = "stale-report"
            /// The filter kept it, but it was not among what was presented.
            case notPresented = "not-presented"
            /// It was presented, but is neither kept nor added.
            case notInAnalysis = "not-in-analysis"
            /// It has no class, and must have one.
            case unclassified
            /// Its class is too old.
            case outdated
            /// A draft of an assessment has not been submitted.
            case unsubmittedDraft = "unsubmitted-draft"
            /// Rounds with this workflow status cannot be finalised.
            case workflowStatus = "workflow-status"
        }

        /// Names a reason.
        package init(_ code: Code, alleleID: Int64? = nil) {
            self.alleleID = alleleID
            self.code = code
        }
    }

    /// What is known when a round is to be finalised.
    package struct Input: Sendable {
        /// Alleles the pinned filter run kept.
        package var kept: [Int64]
        /// The round's state.
        package var state: RoundState
        /// The round's workflow status.
        package var workflowStatus: String
        /// What the client says it presented.
        package var presented: [PresentedVersions]
        /// What is current, by allele.
        package var current: [Int64: CurrentVersions]
        /// The laboratory's rules.
        package var laboratory: LaboratoryConfiguration
        /// Now, for the age of classes.
        package var instant: Date

        /// Collects what is known.
        package init(
            kept: [Int64], state: RoundState, workflowStatus: String, presented: [PresentedVersions],
            current: [Int64: CurrentVersions], laboratory: LaboratoryConfiguration, instant: Date
        ) {
            self.kept = kept
            self.state = state
            self.workflowStatus = workflowStatus
            self.presented = presented
            self.current = current
            self.laboratory = laboratory
            self.instant = instant
        }
    }

    /// One row of a snapshot.
    package struct SnapshotRow: Sendable, Hashable {
        /// What was presented, which is what is current.
        package var versions: PresentedVersions
        /// Whether it goes into the report.
        package var included: Bool
        /// Marked as not relevant.
        package var notRelevant: Bool
        /// Marked as an artefact.
        package var technical: Bool

        /// Describes a row.
        package init(versions: PresentedVersions, included: Bool, notRelevant: Bool, technical: Bool) {
            self.versions = versions
            self.included = included
            self.notRelevant = notRelevant
            self.technical = technical
        }
    }

    /// A snapshot, or every reason against.
    package enum Outcome: Sendable, Hashable {
        /// The rows to write, by allele id.
        case snapshot([SnapshotRow])
        /// Why not.
        case refused([Reason])
    }

    /// Decides whether a round can be finalised, and what its snapshot holds.
    package static func finalise(_ input: Input) -> Outcome {
        var reasons: [Reason] = []
        if !input.laboratory.finaliseRequirements.workflowStatuses.contains(input.workflowStatus) {
            reasons.append(Reason(.workflowStatus))
        }
        let expected = Set(input.kept).union(input.state.manuallyAdded)
        let presented = Dictionary(input.presented.map { ($0.alleleID, $0) }) { first, _ in first }
        for allele in expected.subtracting(presented.keys) { reasons.append(Reason(.notPresented, alleleID: allele)) }
        for allele in Set(presented.keys).subtracting(expected) {
            reasons.append(Reason(.notInAnalysis, alleleID: allele))
        }
        var rows: [SnapshotRow] = []
        for allele in expected.sorted() {
            guard let seen = presented[allele] else { continue }
            guard let current = input.current[allele] else {
                reasons.append(Reason(.staleAnnotation, alleleID: allele))
                continue
            }
            reasons += stale(seen, current)
            let draft = input.state[allele]
            if draft.assessment?.classification != nil { reasons.append(Reason(.unsubmittedDraft, alleleID: allele)) }
            if let missing = missingClass(draft, current, input) { reasons.append(Reason(missing, alleleID: allele)) }
            rows.append(row(seen, draft, current, input.laboratory))
        }
        guard reasons.isEmpty else {
            return .refused(
                reasons.sorted { ($0.alleleID ?? -1, $0.code.rawValue) < ($1.alleleID ?? -1, $1.code.rawValue) })
        }
        return .snapshot(rows)
    }

    /// What of one allele has changed since it was presented.
    package static func stale(_ seen: PresentedVersions, _ current: CurrentVersions) -> [Reason] {
        var reasons: [Reason] = []
        if seen.annotationID != current.annotationID {
            reasons.append(Reason(.staleAnnotation, alleleID: seen.alleleID))
        }
        if seen.assessmentID != current.assessment?.id {
            reasons.append(Reason(.staleAssessment, alleleID: seen.alleleID))
        }
        if seen.reportID != current.reportID { reasons.append(Reason(.staleReport, alleleID: seen.alleleID)) }
        return reasons
    }

    /// Artefacts and irrelevant variants may always stay unclassified.
    private static func missingClass(_ draft: AlleleDraft, _ current: CurrentVersions, _ input: Input) -> Reason.Code? {
        if draft.verification == .technical || draft.notRelevant == true { return nil }
        if input.laboratory.finaliseRequirements.allowUnclassified { return nil }
        guard let assessment = current.assessment else { return .unclassified }
        return isOutdated(assessment, input.laboratory, at: input.instant) ? .outdated : nil
    }

    /// Whether an assessment is older than its class allows. A class that the laboratory does not use counts as
    /// outdated.
    package static func isOutdated(
        _ assessment: CurrentVersions.Assessment, _ laboratory: LaboratoryConfiguration, at instant: Date
    ) -> Bool {
        guard let option = laboratory.option(assessment.classification) else { return true }
        guard let days = option.outdatedAfterDays else { return false }
        return instant.timeIntervalSince(assessment.createdAt) >= Double(days) * 86_400
    }

    private static func row(
        _ seen: PresentedVersions, _ draft: AlleleDraft, _ current: CurrentVersions,
        _ laboratory: LaboratoryConfiguration
    ) -> SnapshotRow {
        let technical = draft.verification == .technical
        let notRelevant = draft.notRelevant == true
        let byClass = current.assessment.flatMap { laboratory.option($0.classification)?.includedInReport } ?? false
        return SnapshotRow(
            versions: seen, included: draft.included ?? (byClass && !technical && !notRelevant),
            notRelevant: notRelevant,
            technical: technical)
    }
}
