import Foundation
import Interpretation
import NIOHTTP1
import PublicAPI
import TestCluster
import Testing

extension UUID {
    /// As the API writes it.
    var text: String { uuidString.lowercased() }
}

extension Gate {
    func alleles(of analysis: UUID) async throws -> [AlleleView] {
        try await get("/api/v1/analyses/\(analysis.text)/alleles").page(of: AlleleView.self).items
    }

    func round(_ id: UUID) async throws -> RoundView { try await get("/api/v1/rounds/\(id.text)").value() }

    func start(_ round: UUID) async throws -> Reply { try await send(.POST, "/api/v1/rounds/\(round.text)/start") }

    /// Saves a state; without a revision there is no `If-Match`.
    func save(_ state: RoundState, in round: UUID, revision: Int?) async throws -> Reply {
        let headers = revision.map { ["If-Match": "\"\($0)\""] } ?? [:]
        return try await send(.PUT, "/api/v1/rounds/\(round.text)/state", headers: headers, body: .json(state))
    }

    /// Judges what a person sees of an allele.
    func judge(
        _ seen: PresentedVersions, in round: UUID, as classification: String? = nil, report: String? = nil
    ) async throws -> Reply {
        let wish = AlleleFinalisation(
            presented: seen, assessment: classification.map { .init(classification: $0, comment: "Because.") },
            report: report)
        return try await send(
            .POST, "/api/v1/rounds/\(round.text)/alleles/\(seen.alleleID)/finalise", body: .json(wish))
    }

    /// Ends a round and waits for the outcome.
    func finalise(
        _ round: UUID, revision: Int, _ presented: [PresentedVersions], key: String? = nil
    ) async throws -> Reply {
        var headers = ["Prefer": "wait=30"]
        headers["Idempotency-Key"] = key
        return try await send(
            .POST, "/api/v1/rounds/\(round.text)/finalise", headers: headers,
            body: .json(RoundFinalisation(revision: revision, presented: presented)))
    }

    /// Does a whole round: judges every allele, ends it, and waits for its report.
    func finished(_ round: UUID, of analysis: UUID) async throws -> ReportView {
        _ = try await start(round)
        for allele in try await alleles(of: analysis) {
            #expect(try await judge(try allele.presented, in: round, as: "5").status == 200)
        }
        let seen = try await alleles(of: analysis).map { try $0.presented }
        let done = try await finalise(round, revision: try await self.round(round).revision, seen)
        try #require(done.status == 200, "\(done.text)")
        return try await report(of: try done.value(JobView.self))
    }

    /// The report that a round's ending leads to.
    func report(of ending: JobView) async throws -> ReportView {
        let job = try await ended(try #require(ending.result?["reportJob"].flatMap { UUID(uuidString: $0) }))
        return try await get("/api/v1/reports/\(try #require(job.result?["report"]))").value()
    }
}
