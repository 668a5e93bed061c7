import Foundation
import Interpretation
import Laboratory
import Testing

@Suite("Ending a round")
struct RoundEndingTests {
    static let now = Date(timeIntervalSince1970: 1_800_000_000)
    static let annotation = UUID()
    static let assessment = UUID()
    static let report = UUID()

    /// One kept allele of class 4, assessed a day ago, presented as it is.
    static func sound() -> RoundEnding.Input {
        RoundEnding.Input(
            kept: [7], state: RoundState(), workflowStatus: "interpretation",
            presented: [
                PresentedVersions(alleleID: 7, annotationID: annotation, assessmentID: assessment, reportID: report)
            ],
            current: [
                7: CurrentVersions(
                    alleleID: 7, annotationID: annotation,
                    assessment: .init(id: assessment, classification: "4", createdAt: now - 86_400), reportID: report)
            ], laboratory: .initial, instant: now)
    }

    static func reasons(_ change: (inout RoundEnding.Input) -> Void) -> [RoundEnding.Reason] {
        var input = sound()
        change(&input)
        if case .refused(let reasons) = RoundEnding.finalise(input) { return reasons }
        return []
    }

    @Test("What was presented and is current becomes the snapshot")
    func snapshot() throws {
        guard case .snapshot(let rows) = RoundEnding.finalise(Self.sound()) else {
            Issue.record("refused")
            return
        }
        #expect(rows.map(\.versions) == Self.sound().presented)
        #expect(rows.first?.included == true)
    }

    @Test("Each version that has changed since is named")
    func stale() {
        #expect(Self.reasons { $0.presented[0].annotationID = UUID() } == [.init(.staleAnnotation, alleleID: 7)])
        #expect(Self.reasons { $0.presented[0].assessmentID = nil } == [.init(.staleAssessment, alleleID: 7)])
        #expect(Self.reasons { $0.presented[0].assessmentID = UUID() } == [.init(.staleAssessment, alleleID: 7)])
        #expect(Self.reasons { $0.presented[0].reportID = nil } == [.init(.staleReport, alleleID: 7)])
        #expect(Self.reasons { $0.current = [:] } == [.init(.staleAnnotation, alleleID: 7)])
    }

    @Test("Kept, added and presented alleles must be the same")
    func presented() {
        #expect(Self.reasons { $0.kept = [7, 8] } == [.init(.notPresented, alleleID: 8)])
        #expect(Self.reasons { $0.state.manuallyAdded = [9] } == [.init(.notPresented, alleleID: 9)])
        #expect(Self.reasons { $0.kept = [] } == [.init(.notInAnalysis, alleleID: 7)])
    }

    @Test("A variant needs a class that is not outdated, unless it is an artefact or not relevant")
    func classes() {
        #expect(
            Self.reasons {
                $0.presented[0].assessmentID = nil
                $0.current[7]?.assessment = nil
            } == [.init(.unclassified, alleleID: 7)])
        #expect(Self.reasons { $0.instant += 179 * 86_400 } == [.init(.outdated, alleleID: 7)])
        #expect(Self.reasons { $0.instant += 178 * 86_400 }.isEmpty)
        #expect(
            Self.reasons {
                $0.instant += 1_000 * 86_400
                $0.state[7].verification = .technical
            }.isEmpty)
        #expect(
            Self.reasons {
                $0.instant += 1_000 * 86_400
                $0.state[7].notRelevant = true
            }.isEmpty)
        #expect(
            Self.reasons {
                $0.instant += 1_000 * 86_400
                $0.laboratory.finaliseRequirements.allowUnclassified = true
            }.isEmpty)
    }

    @Test("An unsubmitted draft and a workflow status that does not allow it stand against")
    func drafts() {
        #expect(
            Self.reasons { $0.state[7].assessment = AssessmentDraft(classification: "5") } == [
                .init(.unsubmittedDraft, alleleID: 7)
            ])
        #expect(
            Self.reasons { $0.laboratory.finaliseRequirements.workflowStatuses = ["review"] } == [
                .init(.workflowStatus)
            ])
    }

    @Test("All reasons are told at once, in a stable order")
    func everyReason() {
        let reasons = Self.reasons {
            $0.kept = [7, 3]
            $0.presented[0].annotationID = UUID()
            $0.presented[0].reportID = UUID()
            $0.state[7].assessment = AssessmentDraft(classification: "5")
        }
        #expect(
            reasons.map(\.code) == [.notPresented, .staleAnnotation, .staleReport, .unsubmittedDraft])
    }

    @Test(
        "Inclusion follows the class, and the person's word before it",
        arguments: [
            ("4", nil, false, true), ("1", nil, false, false), ("1", true, false, true), ("4", false, false, false),
            ("4", nil, true, false),
        ] as [(String, Bool?, Bool, Bool)])
    func inclusion(classification: String, chosen: Bool?, notRelevant: Bool, expected: Bool) {
        var input = Self.sound()
        input.current[7]?.assessment?.classification = classification
        input.state[7].included = chosen
        input.state[7].notRelevant = notRelevant
        guard case .snapshot(let rows) = RoundEnding.finalise(input) else {
            Issue.record("refused")
            return
        }
        #expect(rows.map(\.included) == [expected])
    }
}
