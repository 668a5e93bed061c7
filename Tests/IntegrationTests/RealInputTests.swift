import Access
import Client
import Foundation
import Interpretation
import PublicAPI
import TestCluster
import TestSupport
import Testing

/// Real files from the submission to the report, through HTTP alone; the store is looked at by SQL.
@Suite(.enabled(if: SharedData.isThere, "CISTRON_SHARED names no folder with vectors"), .timeLimit(.minutes(5)))
struct RealInputTests {
    private static let chain = "only_frequency"

    @Test(arguments: RealCase.all)
    func submissionToReport(_ real: RealCase) async throws {
        try await TestCluster.with { cluster in
            _ = try await cluster.createUser("ada", panels: [real.panelFiles().name])
            try await cluster.withServices { address in
                let client = CistronClient(
                    server: address, credentials: .user(name: "ada", password: TestCluster.password))
                try await deposit(real, client)
                let first = try await submit(real, client)
                try await checkRecords(first, of: real, cluster)
                let analysis = try #require(first.imported.analysis)
                let kept = try await checkFilter(analysis, of: real, client, cluster)
                try await checkReport(analysis, kept, client)
                try await checkRepetition(first, of: real, client, cluster)
            }
        }
    }

    private func deposit(_ real: RealCase, _ client: CistronClient) async throws {
        let panel = try real.panelFiles()
        let view = try await client.depositPanel(name: panel.name, version: panel.version, panel.deposit)
        #expect(view.isNew)
        let document = try Data(contentsOf: real.vectorFile("chains/\(Self.chain).json"))
        #expect(try await client.depositFilterConfiguration(name: Self.chain, document: document).isNew)
    }

    private func submit(_ real: RealCase, _ client: CistronClient) async throws -> SubmissionOutcome {
        try await Submitter(client: client, submission: real.submission(), key: "real-input").run(waits: true)
    }

    /// Every record is accounted for, and API and store say the same.
    private func checkRecords(_ outcome: SubmissionOutcome, of real: RealCase, _ cluster: TestCluster) async throws {
        #expect(outcome.job?.state == "succeeded", "\(String(describing: outcome.job?.problem))")
        #expect(!outcome.isRepeated)
        let records = try #require(outcome.imported.records)
        #expect(records.total == real.records.total)
        #expect(records.stored + records.filtered + records.rejected == real.records.total)
        #expect(records.filtered == real.records.notInProband)
        #expect(records.filteredReasons.values.reduce(0, +) == records.filtered)
        #expect(records.rejected == 0)
        let stored = try await cluster.rows(
            """
            SELECT records_total, records_stored, records_filtered, records_rejected,
                   (SELECT count(*) FROM genotype g WHERE g.analysis_id = i.analysis_id),
                   (SELECT count(*) FROM import_quarantine q WHERE q.import_id = i.id)
              FROM import i WHERE state = 'closed'
            """)
        let seen = [records.total, records.stored, records.filtered, 0, records.stored, 0]
        #expect(stored == [seen.map(String.init)])
    }

    /// The run removes exactly what the reference removes.
    ///
    /// - Returns: the alleles that are left.
    private func checkFilter(
        _ analysis: UUID, of real: RealCase, _ client: CistronClient, _ cluster: TestCluster
    ) async throws -> [AlleleView] {
        let expected = try real.expected(Self.chain)
        let rows = try await cluster.rows(
            """
            SELECT DISTINCT a.id, concat_ws('-', a.contig, a.vcf_position, a.vcf_reference, a.vcf_alternate)
              FROM genotype g JOIN allele a ON a.id IN (g.allele_id, g.second_allele_id)
            """)
        let keys = Dictionary(uniqueKeysWithValues: rows.compactMap { row in Int64(row[0]).map { ($0, row[1]) } })
        let alleles = try await CistronClient.collect { try await client.alleles(of: analysis, cursor: $0) }
        let kept = Set(try alleles.map { try #require(keys[$0.id]) })
        let removed = Set(keys.values).subtracting(kept)
        // Of the known differences only W-14 concerns this filter, and none of its alleles is in these files.
        #expect(kept.symmetricDifference(expected.kept) == [])
        #expect(removed.symmetricDifference(expected.steps.flatMap(\.removed)) == [])

        let filter = try #require(try await client.analysis(analysis).filter)
        #expect(filter.configuration?.name == Self.chain)
        #expect(filter.alleles == keys.count)
        #expect(filter.kept == kept.count)
        #expect(filter.steps.map(\.name) == expected.steps.map(\.name))
        #expect(filter.steps.map(\.removed) == expected.steps.map(\.removed.count))
        return alleles
    }

    /// One variant is classified, the others are not relevant; the round ends, and the report shows the variant.
    private func checkReport(_ analysis: UUID, _ alleles: [AlleleView], _ client: CistronClient) async throws {
        let judged = try #require(alleles.first { $0.transcripts.contains { $0.inPanel && $0.hgvsc != nil } })
        let named = try #require(judged.transcripts.first { $0.inPanel && $0.hgvsc != nil })
        let round = try #require(try await client.analysis(analysis).rounds.last)
        let started = try await client.startRound(round.id)
        var state = RoundState()
        for allele in alleles where allele.id != judged.id { state[allele.id].notRelevant = true }
        let saved = try await client.save(state, in: round.id, revision: started.revision)
        let finalised = try await client.finaliseAllele(
            judged.id, in: round.id,
            AlleleFinalisation(
                presented: try judged.presented,
                assessment: .init(classification: "5", comment: "Known to cause the condition."),
                report: "It explains it."))
        let ending = try await client.finaliseRound(
            round.id,
            RoundFinalisation(
                revision: finalised.revision,
                presented: try alleles.map { $0.id == judged.id ? finalised.current : try $0.presented }),
            key: "end", wait: 60)
        #expect(saved.revision < finalised.revision)
        #expect(ending.state == "succeeded", "\(String(describing: ending.problem))")

        let snapshot = try await client.snapshot(of: round.id)
        #expect(Set(snapshot.alleles.map(\.presented.alleleID)) == Set(alleles.map(\.id)))
        #expect(snapshot.alleles.filter(\.included).map(\.presented) == [finalised.current])
        #expect(try await client.round(round.id).finalised == true)

        try await eventually("there is a report") { try await !client.reports(of: analysis).items.isEmpty }
        let report = try #require(try await client.reports(of: analysis).items.first)
        let text = String(decoding: try await client.reportContent(report.id).bytes, as: UTF8.self)
        let change = try #require(named.hgvsc?.split(separator: ":").last)
        #expect(text.contains(change.replacing(">", with: "&gt;")) || text.contains(change))
        let symbol = try #require(named.symbol)
        #expect(text.contains(symbol))
        #expect(text.contains("It explains it."))
    }

    /// The same submission under the same key is the first one, and leaves no trace.
    private func checkRepetition(
        _ first: SubmissionOutcome, of real: RealCase, _ client: CistronClient, _ cluster: TestCluster
    ) async throws {
        let before = try await cluster.tableCounts()
        let second = try await submit(real, client)
        #expect(second.isRepeated)
        #expect(second.imported.id == first.imported.id)
        #expect(second.imported.analysis == first.imported.analysis)
        #expect(second.imported.records == first.imported.records)
        #expect(try await cluster.tableCounts() == before)
        #expect(before["genotype"].map { $0 > 0 } == true)
    }
}

extension AlleleView {
    /// What a client that shows the allele has presented.
    fileprivate var presented: PresentedVersions {
        get throws {
            PresentedVersions(
                alleleID: id, annotationID: try #require(annotation), assessmentID: assessment?.id,
                reportID: report?.id)
        }
    }
}

extension TestCluster {
    /// The rows of a query, as text, seen by the superuser.
    fileprivate func rows(_ sql: String) async throws -> [[String]] { Self.split(try await database.run(sql)) }

    /// How many rows each table has.
    fileprivate func tableCounts() async throws -> [String: Int] {
        let rows = try await rows(
            """
            SELECT table_name,
                   (xpath('/row/n/text()',
                          query_to_xml(format('SELECT count(*) AS n FROM %I', table_name), false, true, '')))[1]
              FROM information_schema.tables WHERE table_schema = 'public' AND table_type = 'BASE TABLE'
            """)
        return Dictionary(uniqueKeysWithValues: rows.map { ($0[0], Int($0[1]) ?? -1) })
    }

    private static func split(_ text: String) -> [[String]] {
        text.split(separator: "\n").map { $0.split(separator: "\t", omittingEmptySubsequences: false).map(String.init) }
    }
}
