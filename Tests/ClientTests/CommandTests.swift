import Client
import Foundation
import Hummingbird
import PublicAPI
import Testing

/// The program itself, as a shell runs it.
@Suite(.enabled(if: Program.isBuilt, "build the product cistron")) struct CommandTests {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder(named: "S1.HBOC_v1")
        try folder.write("S1.HBOC_v1.vcf", "##fileformat=VCFv4.2\n")
    }

    private func submit(_ ending: ImportGateway.Ending, _ arguments: String...) async throws -> Program.Result {
        try await ImportGateway(ending).run {
            try await Program.run(["submit", folder.path, "--server", $0] + arguments)
        }
    }

    @Test func submitsAndSaysHowItWent() async throws {
        let records = ImportView.Records(total: 3, stored: 3, filtered: 0, filteredReasons: [:], rejected: 0)
        let result = try await submit(.init(records: records))
        #expect(result.status == 0)
        #expect(result.output.contains("Imported."))
        #expect(result.output.contains(ImportGateway.analysis.uuidString.lowercased()))
        #expect(!result.output.contains("Importing"), "progress goes to the standard error")
        #expect(result.errors.contains("Importing: 50 %"))
        let json = try await submit(.init(records: records), "--json")
        let outcome = try JSONDecoder.publicAPI().decode(SubmissionOutcome.self, from: Data(json.output.utf8))
        #expect(outcome.imported.records == records)
        let sent = try await submit(.init(), "--no-wait")
        #expect(sent.status == 0)
        #expect(sent.output.contains("cistron jobs show"))
    }

    @Test func exitCodesTellOutcomesApart() async throws {
        let failed = try await submit(.init(state: "failed", problem: Samples.unknownPanel))
        #expect(failed.status == 1)
        #expect(failed.output.contains("unknown-panel"))
        let refused = try await submit(.init(), "--panel", "Unknown", "--panel-version", "v1", "--json")
        #expect(refused.status == 1)
        #expect(refused.errors.contains("descriptor.genepanel_name: no such panel"))
        #expect(refused.errors.contains("Next: "))
        #expect(refused.output.contains(#""code" : "unknown-panel""#))
        let records = ImportView.Records(total: 3, stored: 1, filtered: 0, filteredReasons: [:], rejected: 2)
        let quarantined = try await submit(.init(records: records))
        #expect(quarantined.status == 4)
        #expect(quarantined.output.contains("line 101: bad-genotype"))
        let server = "http://127.0.0.1:\(try RawServer.unusedPort())"
        #expect(try await Program.run(["submit", folder.path, "--server", server]).status == 3)
    }

    @Test(arguments: [
        ["submit"], ["submit", "/does/not/exist"], ["submit", ".", "--panel", "HBOC"],
        ["submit", ".", "--priority", "4"],
        ["submit", ".", "--release", "a", "--release-date", "yesterday"], ["jobs", "show", "7"],
        ["jobs", "list", "--limit", "0"],
        ["panel", "deposit", "/does/not/exist_v1"], ["panel", "list", "--password", "p"],
    ])
    func wrongUsageIsTwo(_ arguments: [String]) async throws {
        let result = try await Program.run(arguments)
        #expect(result.status == 2)
        #expect(result.errors.hasPrefix("Error: "))
        #expect(result.output.isEmpty)
    }

    @Test func listsAndShowsJobs() async throws {
        let jobs = [Samples.job("running"), Samples.job("failed", problem: Samples.unknownPanel)]
        try await TestServer.run { request in
            switch request.uri.path.split(separator: "/").count {
            case 3: return try .json(Page(items: jobs))
            case 4: return try .json(jobs[0])
            default: return .events(try Samples.event(1, jobs[1]))
            }
        } _: { server in
            let list = try await Program.run(["jobs", "list", "--server", server])
            #expect(list.status == 0)
            #expect(list.output.split(separator: "\n").count == 3)
            let json = try await Program.run(["jobs", "list", "--server", server, "--limit", "1", "--json"])
            #expect(try JSONDecoder.publicAPI().decode([JobView].self, from: Data(json.output.utf8)).count == 1)
            let show = ["jobs", "show", jobs[0].id.uuidString, "--server", server]
            #expect(try await Program.run(show).status == 0)
            let followed = try await Program.run(show + ["--follow"])
            #expect(followed.status == 1)
            #expect(followed.output.contains("unknown-panel"))
        }
    }

    @Test func depositsPanelsAndFilterConfigurations() async throws {
        let panel = try TemporaryFolder(named: "HBOC_v1")
        try panel.write("HBOC_v1_genes_transcripts.tsv", "#chromosome\n")
        try panel.write("HBOC_v1_phenotypes.tsv", "HGNC id\n")
        let file = try panel.write("germline.json", #"{"filters": []}"#)
        let configuration = FilterConfigurationView(
            id: UUID(), name: "germline", version: 2, contentHash: "", deposited: Samples.instant)
        try await TestServer.run { request in
            switch request.line {
            case "PUT /api/v1/panels/HBOC/v1": return try .json(Samples.panel("HBOC"), status: .created)
            case "PUT /api/v1/filter-configurations/germline": return try .json(configuration)
            case "GET /api/v1/panels": return try .json(Page(items: [Samples.panel("HBOC")]))
            default: return try .json(Page(items: [configuration]))
            }
        } _: { server in
            let deposited = try await Program.run(["panel", "deposit", panel.path, "--server", server])
            #expect(deposited.output == "Deposited: panel HBOC v1 (GRCh37), 1 genes, 2 transcripts\n")
            let unchanged = try await Program.run(["filterconfig", "deposit", file, "--server", server])
            #expect(unchanged.output == "Unchanged: filter configuration germline, version 2\n")
            let panels = try await Program.run(["panel", "list", "--server", server])
            #expect(panels.output.contains("HBOC  v1"))
            let configurations = try await Program.run(["filterconfig", "list", "--server", server])
            #expect(configurations.output.contains("germline  2"))
        }
    }

    @Test func helpNamesExitCodesAndAnExample() async throws {
        let help = try await Program.run(["submit", "--help"])
        #expect(help.status == 0)
        for text in ["EXAMPLE:", "4  imported, but some records are quarantined"] {
            #expect(help.output.contains(text))
        }
        for command in [["jobs", "list"], ["jobs", "show"], ["panel", "deposit"], ["filterconfig", "deposit"]] {
            #expect(try await Program.run(command + ["--help"]).output.contains("EXAMPLE:"))
        }
    }
}
