import Annotation
import Compression
import Cryptography
import Filtering
import Foundation
import Jobs
import Laboratory
import Postgres
import PublicAPI
import Store

/// Runs the filter chain on an analysis, stores the run, and shows the analysis with its first round.
struct FilterRunHandler: JobHandler {
    func handle(_ message: Envelope<FilterRun>, in context: JobContext) async throws {
        let transaction = context.transaction
        let id = message.payload.analysisID
        guard let analysis = try await transaction.analysis(id) else { throw StoreError.notFound("analysis") }
        guard analysis.state == "filtering" || analysis.state == "filtering_failed" else { return }
        guard let configuration = try await transaction.filterConfigurations().first else {
            throw refusal(
                id, "no-filter-configuration", "No filter configuration",
                "No filter configuration is deposited. Deposit one, then retry the job.")
        }
        let chain: FilterConfiguration
        do {
            chain = try FilterConfiguration(decoding: Array(configuration.document.text.utf8))
        } catch {
            throw refusal(
                id, "invalid-filter-configuration", "Filter configuration cannot be run",
                "\(configuration.name), version \(configuration.version): \(error)")
        }
        let (laboratoryID, laboratory) = try await transaction.laboratory()
        let input = try await FilterInputLoader(transaction: transaction).load(analysis: id)
        let panel = FilterPanel(
            transcripts: try await transaction.transcripts(ofPanel: analysis.panelID).map {
                FilterPanel.Transcript(
                    name: $0.transcript, geneID: $0.hgncID, symbol: $0.symbol, inheritance: $0.inheritance)
            })
        let settings = FilterSettings(
            inclusionRegex: laboratory.transcriptInclusion, knownFrequencies: laboratory.frequencyKeys)
        let result = try FilterChain(chain, settings: settings).run(input, panel: panel)
        let run = try FilterRunRecord(
            analysis: analysis, configuration: configuration, laboratory: laboratoryID, result: result, instant: Date())
        try await transaction.store(run)
        _ = try await transaction.createRound(
            of: id, workflowStatus: "interpretation", filterRun: run.id, panel: analysis.panelID)
        try await transaction.setState("visible", ofAnalysis: id)
        try await transaction.jobSucceeded(
            message.job, result: JSONText(encoding: ["analysis": id.text, "filterRun": run.id.text]))
    }

    /// The analysis then says so, too: it is there, but cannot be shown.
    private func refusal(_ analysis: UUID, _ code: String, _ title: String, _ detail: String) -> JobRefusal {
        JobRefusal(Problem(status: 422, code: code, title: title, detail: detail), isFailure: true) { transaction in
            try await transaction.setState("filtering_failed", ofAnalysis: analysis)
        }
    }
}

/// Loads what the chain reads of an analysis, in pieces, into columns.
struct FilterInputLoader {
    let transaction: Transaction
    /// Alleles a statement.
    private static let piece = 2_000

    init(transaction: Transaction) { self.transaction = transaction }

    func load(analysis: UUID) async throws -> FilterInput {
        let ids = try await transaction.alleleIDs(of: analysis)
        var builder = FilterInputBuilder(capacity: ids.count)
        for start in stride(from: 0, to: ids.count, by: Self.piece) {
            let rows = try await transaction.filterInput(of: Array(ids[start..<min(start + Self.piece, ids.count)]))
            for row in rows { Self.add(row, to: &builder) }
        }
        return try builder.build()
    }

    private static func add(_ row: FilterAlleleRow, to builder: inout FilterInputBuilder) {
        builder.addAllele(row.alleleID, annotationVersion: row.annotationID)
        for index in row.transcripts.indices {
            builder.addTranscript(
                name: row.transcripts[index], geneID: row.genes[index].map(Int.init), symbol: row.symbols[index],
                consequences: row.consequences[index].split(separator: "&").map { ConsequenceTerm(String($0)) })
        }
        for index in row.populations.indices {
            guard let key = FrequencyKey(path: row.populations[index]) else { continue }
            builder.addFrequency(key, frequency: row.frequencies[index], number: row.numbers[index].map(Int.init))
        }
    }
}

extension FrequencyKey {
    /// `PROVIDER.POPULATION`.
    fileprivate init?(path: String) {
        let parts = path.split(separator: ".", maxSplits: 1)
        guard parts.count == 2 else { return nil }
        self.init(provider: String(parts[0]), population: String(parts[1]))
    }
}

extension LaboratoryConfiguration {
    /// The populations the laboratory compares.
    fileprivate var frequencyKeys: Set<FrequencyKey> {
        Set(
            frequencyGroups.values.flatMap { providers in
                providers.flatMap { provider, populations in
                    populations.map { FrequencyKey(provider: provider, population: $0) }
                }
            })
    }
}

extension FilterRunRecord {
    fileprivate init(
        analysis: AnalysisRecord, configuration: ConfigurationRecord, laboratory: UUID, result: FilterResult,
        instant: Date
    ) throws {
        let encoded = result.encoded()
        // The run is a function of these: equal digests mean equal runs.
        var hash = SHA256()
        for id in [analysis.panelID, configuration.id, laboratory] { hash.update(Array(id.text.utf8)) }
        for (allele, version) in zip(result.alleleIDs, result.annotationVersions) {
            hash.update(Array("\(allele):\(version?.text ?? "-");".utf8))
        }
        let steps = result.steps.map {
            FilterRunView.Step(name: $0.name, candidates: $0.candidates, rescued: $0.rescued, removed: $0.removed)
        }
        self.init(
            id: .version7(), analysisID: analysis.id, panelID: analysis.panelID,
            filterConfigurationID: configuration.id,
            laboratoryConfigurationID: laboratory, instant: instant, inputHash: hash.finalize(),
            alleles: result.alleleIDs.count, kept: result.keptAlleleIDs.count, steps: try JSONText(encoding: steps),
            result: try Gzip.compress(encoded))
    }
}
