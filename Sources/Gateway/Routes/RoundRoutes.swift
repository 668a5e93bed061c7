import Access
import Cryptography
import Foundation
import HTTPTypes
import Hummingbird
import Interpretation
import Jobs
import Laboratory
import Postgres
import PublicAPI
import Store

/// Rounds of work: start, save, judge one allele, finalise, read as it was.
struct RoundRoutes {
    let services: GatewayServices

    func add(to router: some RouterMethods<GatewayContext>) {
        router.get("rounds/{id}", use: show)
        router.post("rounds/{id}/start", use: start)
        router.put("rounds/{id}/state", use: save)
        router.post("rounds/{id}/alleles/{allele}/finalise", use: finaliseAllele)
        router.post("rounds/{id}/finalise", use: finalise)
        router.get("rounds/{id}/snapshot", use: snapshot)
    }

    @Sendable func show(_ request: Request, context: GatewayContext) async throws -> Response {
        let id = try context.parameters.require("id", as: UUID.self)
        let round = try await services.read(context) { try await $0.visibleRound(id, for: context).round }
        return try .json(try RoundView(round))
    }

    @Sendable func start(_ request: Request, context: GatewayContext) async throws -> Response {
        let id = try context.parameters.require("id", as: UUID.self)
        let person = try context.principal.requirePerson()
        let round = try await services.transaction(context) { transaction in
            let (round, analysis) = try await transaction.visibleRound(id, for: context, locked: true)
            try context.principal.require(.startRound(panel: analysis.panelName))
            if round.status == "ongoing", round.owner == person.id { return round }
            guard round.status == "not_started" else {
                throw Problem.conflict(
                    "round-started", "Round started",
                    "The round is \(round.status); only one that nobody has started can be started.")
            }
            try await transaction.start(round: id, for: person.id)
            return try await transaction.visibleRound(id, for: context).round
        }
        return try .json(try RoundView(round))
    }

    @Sendable func save(_ request: Request, context: GatewayContext) async throws -> Response {
        let id = try context.parameters.require("id", as: UUID.self)
        _ = try context.principal.requirePerson()
        var request = request
        guard let match = request.headers[.ifMatch], let revision = Int(match.filter { $0 != "\"" }) else {
            throw Problem(
                status: 428, code: "revision-required", title: "Revision required",
                detail: "Send the revision that was read as If-Match, so that nobody's work is overwritten.")
        }
        let (state, _) = try await request.json(RoundState.self, limit: services.limits.jsonBody)
        let round = try await services.transaction(context) { transaction in
            let round = try await transaction.workingRound(id, for: context)
            guard round.revision == revision else {
                throw Problem.conflict(
                    "stale-revision", "Saved meanwhile",
                    "The round was saved in between (revision \(round.revision), not \(revision)). Read it again and merge."
                )
            }
            _ = try await transaction.save(round: id, state: JSONText(encoding: state))
            return try await transaction.visibleRound(id, for: context).round
        }
        return try .json(try RoundView(round))
    }

    // ── Judge one allele ──

    @Sendable func finaliseAllele(_ request: Request, context: GatewayContext) async throws -> Response {
        let id = try context.parameters.require("id", as: UUID.self)
        let allele = try context.parameters.require("allele", as: Int64.self)
        let person = try context.principal.requirePerson()
        var request = request
        let (wish, _) = try await request.json(AlleleFinalisation.self, limit: services.limits.jsonBody)
        guard wish.presented.alleleID == allele else {
            throw Problem.malformed("presented.allele is not the allele of the address.", pointer: "presented.allele")
        }
        guard wish.assessment != nil || wish.report != nil else {
            throw Problem.malformed("There is neither a new assessment nor a new report text.", pointer: "assessment")
        }
        let done = try await services.transaction(context) { transaction in
            let round = try await transaction.workingRound(id, for: context)
            let current = try await transaction.presented(wish.presented, in: round)
            let (_, laboratory) = try await transaction.laboratory()
            let judgement = JudgementContext(
                round: id, analysis: round.analysisID, panel: round.panelID, author: person.id)
            return try await transaction.judge(wish, current, round, judgement, laboratory)
        }
        return try .json(done)
    }

    // ── End ──

    @Sendable func finalise(_ request: Request, context: GatewayContext) async throws -> Response {
        let id = try context.parameters.require("id", as: UUID.self)
        _ = try context.principal.requirePerson()
        let wait = request.preferredWait(limit: services.limits.wait)
        let key = try request.idempotencyKey()
        var request = request
        let (wish, digest) = try await request.json(RoundFinalisation.self, limit: services.limits.jsonBody)
        let job = NewJob(kind: "round.end", lane: .urgent, subjectKind: "round", subjectID: id.text)
        let jobID = try await services.transaction(context) { transaction in
            let outcome = try await transaction.create(
                job, idempotencyKey: key, route: "rounds/\(id.text)/finalise", body: digest)
            switch outcome {
            case .repeated(let known): return known
            case .conflict:
                throw Problem.invalid(
                    "idempotency-conflict", "Idempotency-Key used before",
                    "This Idempotency-Key came with another request.")
            case .new: break
            }
            let round = try await transaction.workingRound(id, for: context)
            guard round.revision == wish.revision else {
                throw Problem.conflict(
                    "stale-revision", "Saved meanwhile", "The round was saved in between (revision \(round.revision)).")
            }
            try await transaction.beginEnding(round: id, job: job.id, presented: JSONText(encoding: wish.presented))
            try await transaction.send(
                Envelope(
                    job: job.id, lane: job.lane, subject: Subject(kind: "round", id: id.text),
                    payload: RoundEnd(roundID: id, revision: wish.revision)))
            return job.id
        }
        let found = try await JobWatch(services: services, context: context).job(jobID, waitingSeconds: wait ?? 0)
        guard let found else { throw Problem.notFound("job") }
        // Whoever waited for the answer gets it: a refusal with its own status.
        if wait != nil, found.state == .refused, let problem = try found.problem?.decode(as: Problem.self) {
            throw problem
        }
        let address = "/api/v1/jobs/\(jobID.text)"
        return try .json(try JobView(found), status: found.state.isFinal ? .ok : .accepted, location: address)
    }

    @Sendable func snapshot(_ request: Request, context: GatewayContext) async throws -> Response {
        let id = try context.parameters.require("id", as: UUID.self)
        let view = try await services.read(context) { transaction in
            let (round, _) = try await transaction.visibleRound(id, for: context)
            guard round.status == "done" else {
                throw Problem.conflict("round-open", "Round open", "A snapshot is written when the round ends.")
            }
            return try await transaction.snapshotView(of: round)
        }
        return try .json(view)
    }
}

extension Transaction {
    /// A round of an analysis that the person who asks may see.
    func visibleRound(_ id: UUID, for context: GatewayContext, locked: Bool = false) async throws
        -> (round: RoundRecord, analysis: AnalysisRecord)
    {
        _ = try context.principal.requirePerson()
        guard let round = try await locked ? lockedRound(id) : round(id) else { throw Problem.notFound("round") }
        return (round, try await visibleAnalysis(round.analysisID, for: context))
    }

    /// A round that the person who asks owns and that is under way; held until the transaction ends.
    fileprivate func workingRound(_ id: UUID, for context: GatewayContext) async throws -> RoundRecord {
        let (round, analysis) = try await visibleRound(id, for: context, locked: true)
        switch round.status {
        case "ongoing": break
        case "finalising":
            throw Problem.conflict(
                "round-finalising", "Round is being finalised",
                "The round is being finalised by job \(round.endingJob?.text ?? ""); nothing changes it meanwhile.")
        case "not_started":
            throw Problem.conflict("round-not-started", "Round not started", "Start the round first.")
        default: throw Problem.conflict("round-done", "Round done", "The round has ended; nothing changes it any more.")
        }
        try context.principal.require(.workOnRound(panel: analysis.panelName, owner: round.owner))
        return round
    }
}
