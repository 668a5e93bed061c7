import Access
import Foundation
import Jobs
import NIOHTTP1
import PublicAPI
import TestCluster
import Testing

/// Who sees and does what.
@Suite(.serialized) struct VisibilityTests {
    @Test(.timeLimit(.minutes(3))) func anotherGroupSeesNothing() async throws {
        try await Gate.withSubmitter(workers: Set(WorkerKind.allCases)) { ann in
            let analysis = try await ann.imported(SmallFamily())
            let (id, imported) = (analysis.summary.id.text, try await ann.sql("SELECT id FROM import"))
            let round = try #require(analysis.rounds.first)
            let report = try await ann.finished(round.id, of: analysis.summary.id)
            let stranger = try await ann.newUser(
                "zoe", group: "other", roles: Set(Role.allCases).subtracting([.laboratoryAdministrator]))
            let paths = [
                "/api/v1/analyses/\(id)", "/api/v1/analyses/\(id)/alleles", "/api/v1/analyses/\(id)/reports",
                "/api/v1/imports/\(imported)", "/api/v1/imports/\(imported)/quarantine", "/api/v1/jobs/\(imported)",
                "/api/v1/jobs/\(imported)/events", "/api/v1/rounds/\(round.id.text)",
                "/api/v1/rounds/\(round.id.text)/snapshot",
                "/api/v1/reports/\(report.id.text)", "/api/v1/reports/\(report.id.text)/content",
            ]
            for path in paths {
                #expect(try await ann.get(path).status == 200, "\(path)")
                let hidden = try await stranger.get(path)
                try hidden.expectProblem(404, "not-found", path)
                // The same as for something that was never there.
                var parts = path.split(separator: "/").map(String.init)
                parts[3] = UUID().text
                let nothing = try await stranger.get("/" + parts.joined(separator: "/"))
                #expect(nothing.body == hidden.body, "\(path)")
            }
            #expect(try await stranger.get("/api/v1/analyses").page(of: AnalysisSummary.self).items.isEmpty)
            #expect(try await stranger.get("/api/v1/jobs").page(of: JobView.self).items.isEmpty)
            #expect(try await !stranger.get("/").text.contains("small-family"))
            let start = try await stranger.send(.POST, "/api/v1/rounds/\(round.id.text)/start")
            try start.expectProblem(404, "not-found")
        }
    }

    @Test(.timeLimit(.minutes(3))) func submittingTakesThePanelAndTheRole() async throws {
        try await Gate.withSubmitter { ann in
            let before = try await ann.allRows()
            let stranger = try await ann.newUser("zoe", group: "other", roles: [.submitter])
            try await stranger.announce(SmallFamily()).expectProblem(403, "forbidden")
            let auditor = try await ann.newUser("abe", roles: [.auditor])
            try await auditor.announce(SmallFamily()).expectProblem(403, "forbidden")
            #expect(try await ann.allRows() == before)
            let submitter = try await ann.newUser("sue", roles: [.submitter])
            let family = SmallFamily()
            let id = try await submitter.announce(family).value(ImportView.self).id
            let announced = try await ann.allRows()
            // Neither may somebody else send the files.
            try await stranger.put(family.vcfName, family.vcf, to: id).expectProblem(404, "not-found")
            #expect(try await auditor.put(family.vcfName, family.vcf, to: id).status >= 400)
            #expect(try await ann.allRows() == announced)
        }
    }

    @Test(.timeLimit(.minutes(3))) func depositingTakesTheRole() async throws {
        try await Gate.withSubmitter { ann in
            let sue = try await ann.newUser("sue", roles: [.submitter, .interpreter])
            let family = SmallFamily(panel: "Another")
            let counts =
                "SELECT (SELECT count(*) FROM gene_panel) || ' ' || (SELECT count(*) FROM filter_configuration)"
            try await sue.send(.PUT, family.panelPath, body: .json(family.panelDeposit)).expectProblem(403, "forbidden")
            try await sue.send(.PUT, family.filterPath, body: .json(SmallFamily.filterConfiguration))
                .expectProblem(403, "forbidden")
            #expect(try await ann.sql(counts) == "1 1")
            // A version never changes; a filter configuration has a next version.
            var other = SmallFamily().panelDeposit
            other.phenotypes = other.phenotypes.replacing("Condition", with: "Disease")
            try await ann.send(.PUT, SmallFamily().panelPath, body: .json(other)).expectProblem(409, "version-exists")
            var broken = other
            broken.genesTranscripts = other.genesTranscripts.replacing("900002", with: "gene")
            try await ann.send(.PUT, family.panelPath, body: .json(broken))
                .expectProblem(422, "invalid-panel", at: ["line 3, HGNC id"])
            let unknown = SmallFamily.filterConfiguration.replacing("frequency", with: "horoscope")
            try await ann.send(.PUT, family.filterPath, body: .json(unknown))
                .expectProblem(422, "invalid-filter-configuration", at: ["filters"])
            #expect(try await ann.sql(counts) == "1 1")
            let next = SmallFamily.filterConfiguration.replacing("0.005", with: "0.004")
            let stored = try await ann.send(.PUT, family.filterPath, body: .json(next))
            #expect(stored.status == 201)
            #expect(try stored.value(FilterConfigurationView.self).version == 2)
        }
    }

    @Test(.timeLimit(.minutes(3))) func listsComeInPages() async throws {
        try await Gate.withSubmitter { ann in
            for index in 0..<5 { _ = try await ann.announce(SmallFamily(name: "family-\(index)")) }
            var found: [UUID] = []
            var cursor: String?
            repeat {
                let more = cursor.map { "&cursor=\($0)" } ?? ""
                let page = try await ann.get("/api/v1/jobs?limit=2\(more)").page(of: JobView.self)
                #expect(page.items.count <= 2)
                found += page.items.map(\.id)
                cursor = page.next
            } while cursor != nil
            #expect(found.count == 5)
            #expect(Set(found).count == 5)
            #expect(try await ann.get("/api/v1/jobs?state=running").page(of: JobView.self).items.isEmpty)
            for query in ["cursor=1", "cursor=", "limit=0", "limit=501", "limit=x", "state=gone"] {
                let name = try #require(query.split(separator: "=").first).description
                try await ann.get("/api/v1/jobs?\(query)").expectProblem(400, "malformed-request", at: [name], query)
            }
            let id = try #require(found.first).text
            for cursor in ["x", "1", "1.2.3", "99999.1"] {
                try await ann.get("/api/v1/imports/\(id)/quarantine?cursor=\(cursor)")
                    .expectProblem(400, "malformed-request", at: ["cursor"], cursor)
            }
        }
    }
}
