import Annotation
import Foundation
import Testing

@testable import Filtering

/// The panel and alleles that the examples of the behavioural specification use.
enum Fixtures {
    static let panel = FilterPanel(transcripts: [
        .init(name: "NM_000001.1", geneID: 101, symbol: "GENE1", inheritance: "AD"),
        .init(name: "NM_000002.1", geneID: 102, symbol: "GENE2", inheritance: "AR"),
        .init(name: "NM_000003.1", geneID: 103, symbol: "GENE3", inheritance: "XR"),
        .init(name: "NM_000004.2", geneID: 104, symbol: "GENE4", inheritance: "AD/AR"),
    ])

    static let settings = FilterSettings(
        inclusionRegex: "NM_.*",
        knownFrequencies: [
            FrequencyKey(provider: "GNOMAD_GENOMES", population: "G"),
            FrequencyKey(provider: "GNOMAD_GENOMES", population: "AFR"),
            FrequencyKey(provider: "GNOMAD_EXOMES", population: "G"),
            FrequencyKey(provider: "inDB", population: "OUSWES"),
        ])

    static func chain(_ json: String, registry: FilterRegistry = .standard) throws -> FilterChain {
        FilterChain(
            try FilterConfiguration(decoding: Array(json.utf8), registry: registry), settings: settings)
    }

    static func input(_ alleles: [TestAllele]) throws -> FilterInput {
        var builder = FilterInputBuilder(capacity: alleles.count)
        for allele in alleles { allele.add(to: &builder) }
        return try builder.build()
    }

    /// Ids removed by each step, then the kept ones.
    static func run(_ chain: FilterChain, _ alleles: [TestAllele]) throws -> (removed: [[Int64]], kept: [Int64]) {
        let result = try chain.run(input(alleles), panel: panel)
        return (result.steps.indices.map { result.removedAlleleIDs(step: $0) }, result.keptAlleleIDs)
    }
}

struct TestAllele: Sendable, CustomTestStringConvertible {
    struct Transcript: Sendable {
        var name: String
        var gene: Int?
        var symbol: String?
        var consequences: [String] = ["missense_variant"]
    }

    struct Frequency: Sendable {
        var provider: String
        var population: String
        var value: Double?
        var number: Int?
    }

    var id: Int64 = 1
    var note = ""
    var transcripts: [Transcript] = []
    var frequencies: [Frequency] = []

    var testDescription: String { "\(id) \(note)" }

    func add(to builder: inout FilterInputBuilder) {
        builder.addAllele(id, annotationVersion: UUID(uuidString: "0190b7a4-0000-7000-8000-000000000001"))
        for transcript in transcripts {
            builder.addTranscript(
                name: transcript.name, geneID: transcript.gene, symbol: transcript.symbol,
                consequences: transcript.consequences.map { ConsequenceTerm($0) })
        }
        for value in frequencies {
            builder.addFrequency(
                FrequencyKey(provider: value.provider, population: value.population), frequency: value.value,
                number: value.number)
        }
    }

    static func gene(_ number: Int) -> Transcript {
        Transcript(name: "NM_00000\(number).1", gene: 100 + number, symbol: "GENE\(number)")
    }
}

extension TestAllele.Frequency {
    static func genomes(_ value: Double, _ number: Int?) -> TestAllele.Frequency {
        TestAllele.Frequency(provider: "GNOMAD_GENOMES", population: "G", value: value, number: number)
    }

    static func exomes(_ value: Double) -> TestAllele.Frequency {
        TestAllele.Frequency(provider: "GNOMAD_EXOMES", population: "G", value: value, number: nil)
    }
}
