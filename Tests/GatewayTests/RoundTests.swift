import Access
import Cryptography
import Foundation
import Gateway
import Interpretation
import Jobs
import NIOHTTP1
import PublicAPI
import TestCluster
import Testing

/// Interpretation by the API, on a family made by the test.
@Suite(.serialized) struct RoundTests {
    /// Runs `body` with an imported analysis and its first round.
    private static func withRound(
        variants: Int = 3, _ body: @escaping @Sendable (Gate, _ analysis: UUID, _ round: RoundView) async throws -> Void
    ) async throws {
        try await Gate.withSubmitter(workers: Set(WorkerKind.allCases)) { ann in
            let analysis = try await ann.imported(SmallFamily(variants: variants))
            #expect(analysis.filter?.kept == variants)
            #expect(analysis.filter?.alleles == variants + 1)
            try await body(ann, analysis.summary.id, try #require(analysis.rounds.first))
        }
    }

    /// Everything that interpretation writes.
    private static let written =
        "SELECT concat_ws(' ', (SELECT count(*) FROM allele_assessment), (SELECT count(*) FROM allele_report), "
        + "(SELECT count(*) FROM snapshot), (SELECT count(*) FROM report))"

    @Test(.timeLimit(.minutes(3))) func savingNeedsTheRevisionThatWasRead() async throws {
        try await Self.withRound { ann, _, round in
            var state = RoundState()
            state.comment = "First thoughts."
            try await ann.save(state, in: round.id, revision: round.revision).expectProblem(409, "round-not-started")
            let started = try await ann.start(round.id).value(RoundView.self)
            #expect(started.status == "ongoing")
            #expect(try await ann.start(round.id).status == 200)
            try await ann.save(state, in: round.id, revision: nil).expectProblem(428, "revision-required")
            for match in ["x", "*", "W/\"0\"", ""] {
                let reply = try await ann.send(
                    .PUT, "/api/v1/rounds/\(round.id.text)/state", headers: ["If-Match": match], body: .json(state))
                try reply.expectProblem(428, "revision-required", match)
            }
            let saved = try await ann.save(state, in: round.id, revision: started.revision).value(RoundView.self)
            #expect(saved.revision > started.revision)
            #expect(saved.state.comment == "First thoughts.")
            state.comment = "Somebody else's."
            try await ann.save(state, in: round.id, revision: started.revision).expectProblem(409, "stale-revision")
            let reply = try await ann.send(
                .PUT, "/api/v1/rounds/\(round.id.text)/state", headers: ["If-Match": "\(saved.revision)"],
                body: .json(#"{"alleles":{"1":{"verification":"perhaps"}}}"#))
            try reply.expectProblem(400, "malformed-request", at: ["alleles.1.verification"])
            let now = try await ann.round(round.id)
            #expect(now.revision == saved.revision)
            #expect(now.state == saved.state)
        }
    }

    @Test(.timeLimit(.minutes(3))) func savesAtOnceDoNotOverwriteEachOther() async throws {
        try await Self.withRound { ann, _, round in
            let revision = try await ann.start(round.id).value(RoundView.self).revision
            let replies = try await withThrowingTaskGroup(of: Reply.self) { tasks in
                for index in 0..<8 {
                    tasks.addTask {
                        var state = RoundState()
                        state.comment = "\(index)"
                        return try await ann.save(state, in: round.id, revision: revision)
                    }
                }
                return try await tasks.reduce(into: [Reply]()) { $0.append($1) }
            }
            #expect(replies.map(\.status).sorted() == [200] + Array(repeating: 409, count: 7))
            let winner = try #require(replies.first { $0.status == 200 }).value(RoundView.self)
            #expect(try await ann.round(round.id).state == winner.state)
        }
    }

    @Test(.timeLimit(.minutes(3))) func onlyTheOwnerWorksOnARound() async throws {
        try await Self.withRound { ann, analysis, round in
            let ben = try await ann.newUser("ben", roles: [.interpreter])
            let abe = try await ann.newUser("abe", roles: [.auditor, .submitter])
            try await abe.start(round.id).expectProblem(403, "forbidden")
            let revision = try await ann.start(round.id).value(RoundView.self).revision
            let allele = try #require(try await ben.alleles(of: analysis).first)
            let before = try await ann.sql(Self.written)
            try await ben.start(round.id).expectProblem(409, "round-started")
            try await ben.save(RoundState(), in: round.id, revision: revision).expectProblem(403, "forbidden")
            try await ben.judge(try allele.presented, in: round.id, as: "1").expectProblem(403, "forbidden")
            try await ben.finalise(round.id, revision: revision, []).expectProblem(403, "forbidden")
            #expect(try await ann.sql(Self.written) == before)
            #expect(try await ann.round(round.id).status == "ongoing")
            #expect(try await ann.round(round.id).revision == revision)
        }
    }

    @Test(.timeLimit(.minutes(3))) func aJudgementOfWhatIsNotCurrentIsRefused() async throws {
        try await Self.withRound { ann, analysis, round in
            _ = try await ann.start(round.id)
            let alleles = try await ann.alleles(of: analysis)
            let seen = try #require(alleles.first).presented
            let nothing = try await ann.sql(Self.written)

            var wrong = seen
            wrong.annotationID = UUID()
            wrong.reportID = UUID()
            let stale = try await ann.judge(wrong, in: round.id, as: "4").expectProblem(409, "stale")
            #expect(Set(stale?.errors?.map(\.detail) ?? []) == ["stale-annotation", "stale-report"])
            #expect(stale?.errors?.allSatisfy { $0.pointer == "allele \(seen.alleleID)" } == true)
            try await ann.judge(seen, in: round.id, as: "6").expectProblem(
                422, "unknown-classification", at: ["classification"])
            try await ann.judge(seen, in: round.id, report: "Text.").expectProblem(422, "report-without-assessment")
            try await ann.judge(seen, in: round.id).expectProblem(400, "malformed-request", at: ["assessment"])
            let shown = alleles.map { String($0.id) }.joined(separator: ",")
            var removed = seen
            removed.alleleID = try #require(
                Int64(try await ann.sql("SELECT id FROM allele WHERE id NOT IN (\(shown))")))
            try await ann.judge(removed, in: round.id, as: "4").expectProblem(422, "not-in-analysis")
            #expect(try await ann.sql(Self.written) == nothing)

            let judged = try await ann.judge(seen, in: round.id, as: "4", report: "Text.").value(AlleleFinalised.self)
            #expect(judged.current.assessmentID != nil)
            #expect(judged.current.reportID != nil)
            let again = try await ann.judge(seen, in: round.id, as: "5").expectProblem(409, "stale")
            #expect(Set(again?.errors?.map(\.detail) ?? []) == ["stale-assessment", "stale-report"])
            let next = try await ann.judge(judged.current, in: round.id, as: "5").value(AlleleFinalised.self)
            #expect(next.current.assessmentID != judged.current.assessmentID)
            #expect(next.current.reportID == judged.current.reportID)
            let current = try await ann.alleles(of: analysis).first { $0.id == seen.alleleID }
            #expect(current?.assessment?.classification == "5")
            #expect(current?.report?.text == "Text.")
        }
    }

    @Test(.timeLimit(.minutes(3))) func judgementsAtOnceHaveOneWinner() async throws {
        try await Self.withRound { ann, analysis, round in
            _ = try await ann.start(round.id)
            let seen = try #require(try await ann.alleles(of: analysis).first).presented
            let replies = try await withThrowingTaskGroup(of: Reply.self) { tasks in
                for _ in 0..<8 { tasks.addTask { try await ann.judge(seen, in: round.id, as: "3") } }
                return try await tasks.reduce(into: [Reply]()) { $0.append($1) }
            }
            #expect(replies.map(\.status).sorted() == [200] + Array(repeating: 409, count: 7))
            for reply in replies where reply.status != 200 { try reply.expectProblem(409, "stale") }
            #expect(try await ann.sql(Self.written) == "1 0 0 0")
        }
    }

    @Test(.timeLimit(.minutes(3))) func aRoundEndsWhenEverythingIsJudged() async throws {
        try await Self.withRound { ann, analysis, round in
            let started = try await ann.start(round.id).value(RoundView.self)
            let alleles = try await ann.alleles(of: analysis)
            let seen = try alleles.map { try $0.presented }
            try await ann.get("/api/v1/rounds/\(round.id.text)/snapshot").expectProblem(409, "round-open")

            try await ann.finalise(round.id, revision: started.revision + 1, seen).expectProblem(409, "stale-revision")
            let refused = try await ann.finalise(
                round.id, revision: started.revision, seen.dropLast(), key: "too-early")
            let problem = try #require(try refused.expectProblem(409, "round-not-finalisable"))
            let last = try #require(alleles.last).id
            let reasons = Set((problem.errors ?? []).map { "\($0.pointer): \($0.detail)" })
            #expect(
                reasons == Set(alleles.map { "allele \($0.id): \($0.id == last ? "not-presented" : "unclassified")" }))
            #expect(try await ann.round(round.id).status == "ongoing")
            #expect(try await ann.sql(Self.written) == "0 0 0 0")
            // Whoever asks later is told by the job.
            let jobs = try await ann.get("/api/v1/jobs?state=refused").page(of: JobView.self).items
            #expect(jobs.map(\.problem) == [problem])

            var state = RoundState()
            state.comment = "A cause was found."
            state[last].notRelevant = true
            let first = try #require(seen.first)
            state[first.alleleID].assessment = AssessmentDraft(classification: "5")
            _ = try await ann.save(state, in: round.id, revision: try await ann.round(round.id).revision)
            for versions in seen.dropFirst().dropLast() {
                #expect(try await ann.judge(versions, in: round.id, as: "2").status == 200)
            }
            #expect(try await ann.judge(first, in: round.id, as: "5", report: "The cause.").status == 200)
            let now = try await ann.alleles(of: analysis).map { try $0.presented }
            let revision = try await ann.round(round.id).revision
            let done = try await ann.finalise(round.id, revision: revision, now, key: "end")
            #expect(done.status == 200, "\(done.text)")
            let job = try done.value(JobView.self)
            #expect(job.state == "succeeded")
            let repeated = try await ann.finalise(round.id, revision: revision, now, key: "end")
            #expect(try repeated.value(JobView.self).id == job.id)
            try await Self.expectDone(ann, round.id, analysis, now, job)
        }
    }

    /// The round as it must be when it is done: snapshot, report, and no change any more.
    private static func expectDone(
        _ ann: Gate, _ round: UUID, _ analysis: UUID, _ presented: [PresentedVersions], _ job: JobView
    ) async throws {
        let snapshot = try await ann.get("/api/v1/rounds/\(round.text)/snapshot").value(SnapshotView.self)
        #expect(Set(snapshot.alleles.map(\.presented)) == Set(presented))
        #expect(snapshot.alleles.map(\.classification).compactMap(\.self).sorted() == ["2", "5"])
        #expect(snapshot.alleles.filter(\.included).map(\.classification) == ["5"])
        #expect(snapshot.alleles.count { $0.notRelevant } == 1)
        #expect(snapshot.filter.kept == presented.count)

        let report = try await ann.report(of: job)
        let content = try await ann.get(report.address)
        #expect(SHA256.hash(content.body).hexadecimal == report.sha256)
        #expect(content["ETag"] == "\"\(report.sha256)\"")
        #expect(content["Content-Type"]?.hasPrefix("text/html") == true)
        #expect(content["Content-Security-Policy"]?.contains("sandbox") == true)
        #expect(
            try await ann.sql("SELECT encode(sha256, 'hex') FROM report WHERE sha256 = sha256(content)")
                == report.sha256)
        #expect(content.text.contains("A cause was found."))
        let listed = try await ann.get("/api/v1/analyses/\(analysis.text)/reports").page(of: ReportView.self)
        #expect(listed.items == [report])

        let before = try await ann.sql(written)
        let view = try await ann.round(round)
        #expect(view.status == "done")
        #expect(view.finalised == true)
        try await ann.save(RoundState(), in: round, revision: view.revision).expectProblem(409, "round-done")
        try await ann.judge(try #require(presented.first), in: round, as: "1").expectProblem(409, "round-done")
        try await ann.finalise(round, revision: view.revision, presented).expectProblem(409, "round-done")
        try await ann.start(round).expectProblem(409, "round-started")
        #expect(try await ann.sql(written) == before)
    }

    @Test(.timeLimit(.minutes(3))) func endingsAtOnceHaveOneEffect() async throws {
        try await Self.withRound { ann, analysis, round in
            _ = try await ann.start(round.id)
            for allele in try await ann.alleles(of: analysis) {
                #expect(try await ann.judge(try allele.presented, in: round.id, as: "3").status == 200)
            }
            let seen = try await ann.alleles(of: analysis).map { try $0.presented }
            let revision = try await ann.round(round.id).revision
            let replies = try await withThrowingTaskGroup(of: Reply.self) { tasks in
                for _ in 0..<4 { tasks.addTask { try await ann.finalise(round.id, revision: revision, seen) } }
                return try await tasks.reduce(into: [Reply]()) { $0.append($1) }
            }
            #expect(replies.map(\.status).sorted() == [200, 409, 409, 409])
            for reply in replies where reply.status != 200 {
                let code = try reply.value(Problem.self).code
                #expect(["round-finalising", "round-done"].contains(code))
            }
            let job = try #require(replies.first { $0.status == 200 }).value(JobView.self)
            _ = try await ann.report(of: job)
            #expect(try await ann.sql(Self.written) == "3 0 3 1")
            #expect(try await ann.sql("SELECT count(*) FROM job WHERE kind = 'round.end'") == "1")
        }
    }

    @Test(.timeLimit(.minutes(3))) func withoutWaitingTheEndingIsAJob() async throws {
        try await Self.withRound(variants: 1) { ann, _, round in
            let revision = try await ann.start(round.id).value(RoundView.self).revision
            let reply = try await ann.send(
                .POST, "/api/v1/rounds/\(round.id.text)/finalise",
                body: .json(RoundFinalisation(revision: revision, presented: [])))
            #expect(reply.status == 202)
            let job = try reply.value(JobView.self)
            #expect(reply["Location"] == "/api/v1/jobs/\(job.id.text)")
            // A refusal is a result of the job; reading it is no error.
            let ended = try await ann.ended(job.id)
            #expect(ended.state == "refused")
            #expect(ended.problem?.code == "round-not-finalisable")
        }
    }
}
