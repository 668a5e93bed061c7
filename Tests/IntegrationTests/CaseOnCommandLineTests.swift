import Foundation
import PublicAPI
import TestCluster
import Testing

/// The demonstration's family, from its making to the report, by commands alone.
@Suite(.timeLimit(.minutes(5)))
struct CaseOnCommandLineTests {
    @Test func demonstrationFamilyGetsItsReport() async throws {
        try await Installation.with(panel: "Demonstration") { installation in
            let processes = [try installation.gateway(), try installation.worker("worker")]
            let ends = try await SupervisedProcess.run(processes) {
                let environment = installation.clientEnvironment(try await processes[0].address())
                try await playCase(Commands(folder: installation.folder, environment: environment))
            }
            #expect(ends == [0, 0])
            #expect(processes.map(\.starts) == [1, 1])
        }
    }

    private func playCase(_ run: Commands) async throws {
        _ = try await run("demo", "data", "--out", "demo")
        _ = try await run("panel", "deposit", "demo/Demonstration_v1.0")
        _ = try await run("filterconfig", "deposit", "demo/filter-configuration.json")
        let submission = "demo/DEMO-FAM1.Demonstration_v1.0"
        let first = try JSONDecoder.publicAPI().decode(
            Outcome.self, from: Data(try await run("submit", submission, "--json").utf8))
        #expect(first.job?.state == "succeeded")
        #expect(!first.repeated)
        let records = try #require(first.import.records)
        #expect(records.total > 1_000)
        #expect(records.stored + records.filtered == records.total)
        #expect(records.rejected == 0)

        let second = try JSONDecoder.publicAPI().decode(
            Outcome.self, from: Data(try await run("submit", submission, "--json").utf8))
        #expect(second.repeated)
        #expect(second.import.id == first.import.id)

        let analysis = try #require(first.import.analysis).uuidString.lowercased()
        let judged = try await run("demo", "interpret", analysis, "--report", "report.html")
        #expect(judged.contains("Judged "))
        let report = try String(contentsOf: run.folder.appendingPathComponent("report.html"), encoding: .utf8)
        #expect(report.contains("DEMO-FAM1"))
        #expect(report.contains("pathogenic"))
        let jobs = try JSONDecoder.publicAPI().decode(
            [JobView].self, from: Data(try await run("jobs", "list", "--json").utf8))
        #expect(Set(jobs.map(\.kind)) == ["import", "round.end", "report.render"])
        #expect(jobs.allSatisfy { $0.state == "succeeded" })
    }

    /// What `submit --json` prints.
    private struct Outcome: Decodable {
        var repeated: Bool
        var `import`: ImportView
        var job: JobView?
    }

    /// Runs commands that must succeed.
    private struct Commands {
        var folder: URL
        var environment: [String: String]

        /// - Returns: what the command printed.
        func callAsFunction(_ arguments: String...) async throws -> String {
            let result = try await Program.run(arguments, in: folder, environment: environment)
            #expect(result.status == 0, "\(arguments.joined(separator: " ")): \(result.errors)")
            return result.output
        }
    }
}
