import Access
import Foundation
import Interpretation
import Jobs
import Postgres
import PublicAPI
import Store

/// Ends a round: compares every version that was presented with the current one, inside this transaction, then writes
/// the snapshot, or gives the round back with everything that stands against it.
struct RoundEndHandler: JobHandler {
    func handle(_ message: Envelope<RoundEnd>, in context: JobContext) async throws {
        let transaction = context.transaction
        let id = message.payload.roundID
        guard let round = try await transaction.lockedRound(id) else { throw StoreError.notFound("round") }
        // Somebody else's ending, or one that is over: nothing to do.
        guard round.status == "finalising", round.endingJob == message.job else { return }
        try await checkRights(of: round, context)
        guard let presented = try await transaction.presented(forEnding: id) else {
            throw StoreError.notFound("list of what was presented")
        }
        let state = try round.state.decode(as: RoundState.self)
        let seen = try presented.decode(as: [PresentedVersions].self)
        let kept = try await transaction.keptAlleles(ofRun: round.filterRunID)
        let alleles = Array(Set(kept).union(state.manuallyAdded))
        // Held, so that nobody judges or re-annotates one of them between the comparison and the commit.
        try await transaction.lock(alleles: alleles)
        let (_, laboratory) = try await transaction.laboratory()
        let outcome = RoundEnding.finalise(
            RoundEnding.Input(
                kept: kept, state: state, workflowStatus: round.workflowStatus, presented: seen,
                current: try await transaction.currentVersions(of: alleles), laboratory: laboratory, instant: Date()))
        switch outcome {
        case .refused(let reasons):
            throw refusal(id, Self.problem(reasons))
        case .snapshot(let rows):
            try await transaction.store(snapshot: rows, of: id)
            try await transaction.finalise(round: id)
            let report = try await sendReport(of: round, message, transaction)
            try await transaction.jobSucceeded(
                message.job, result: JSONText(encoding: ["round": id.text, "reportJob": report.text]))
        }
    }

    /// Rights may have changed since the person asked.
    private func checkRights(of round: RoundRecord, _ context: JobContext) async throws {
        guard case .worker(_, let person?) = context.transaction.principal,
            let (rights, _, active) = try await context.transaction.person(id: person), active,
            let analysis = try await context.transaction.analysis(round.analysisID),
            Access.decide(rights, .workOnRound(panel: analysis.panelName, owner: round.owner)).isAllowed
        else {
            throw refusal(
                round.id,
                Problem(
                    status: 403, code: "forbidden", title: "Not allowed",
                    detail: "Whoever asked for the end of this round may not end it any more."))
        }
    }

    private func refusal(_ round: UUID, _ problem: Problem) -> JobRefusal {
        JobRefusal(problem) { try await $0.reopenAfterRefusal(round: round) }
    }

    private func sendReport(of round: RoundRecord, _ message: Envelope<RoundEnd>, _ transaction: Transaction)
        async throws
        -> UUID
    {
        let job = NewJob(kind: "report.render", lane: message.lane, subjectKind: "round", subjectID: round.id.text)
        try await transaction.create(job)
        try await transaction.send(
            Envelope(
                job: job.id, lane: job.lane, subject: message.subject, causation: message.id,
                traceparent: message.traceparent, payload: ReportRender(roundID: round.id)))
        return job.id
    }

    private static func problem(_ reasons: [RoundEnding.Reason]) -> Problem {
        Problem(
            status: 409, code: "round-not-finalisable", title: "Round cannot be finalised",
            detail:
                "Finalising is refused for \(reasons.count == 1 ? "one reason" : "\(reasons.count) reasons"). The round is yours again; nothing was written.",
            errors: reasons.map { reason in
                Problem.Item(pointer: reason.alleleID.map { "allele \($0)" } ?? "round", detail: reason.code.rawValue)
            })
    }
}
