import Annotation
import Foundation
import Testing

@testable import Filtering

@Suite struct FilterResultTests {
    /// A repeatable source of numbers, so that a failure can be run again.
    struct Generator: RandomNumberGenerator {
        var state: UInt64

        mutating func next() -> UInt64 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            var word = state
            word = (word ^ (word >> 33)) &* 0xff51_afd7_ed55_8ccd
            return word ^ (word >> 33)
        }
    }

    static func alleles(_ count: Int, _ generator: inout Generator) -> [TestAllele] {
        (0..<count).map { index in
            var allele = TestAllele(id: Int64(index * 3 + 1))
            for _ in 0..<Int.random(in: 0...4, using: &generator) {
                let gene = Int.random(in: 1...6, using: &generator)
                allele.transcripts.append(
                    .init(
                        name: (Bool.random(using: &generator) ? "NM_" : "ENST") + "00000\(gene).1",
                        gene: Bool.random(using: &generator) ? 100 + gene : nil, symbol: "GENE\(gene)",
                        consequences: [ConsequenceTerm.ranking.randomElement(using: &generator) ?? ""]))
            }
            for provider in ["GNOMAD_GENOMES", "GNOMAD_EXOMES"] where Bool.random(using: &generator) {
                allele.frequencies.append(
                    .init(
                        provider: provider, population: "G", value: Double.random(in: 0...0.02, using: &generator),
                        number: Bool.random(using: &generator) ? Int.random(in: 4000...6000, using: &generator) : nil))
            }
            return allele
        }.shuffled(using: &generator)
    }

    static let consequence = """
        {"name": "consequence", "config": {"consequences": ["synonymous_variant", "intron_variant"]}}
        """
    static let frequency = "{\"name\": \"frequency\", \"config\": {\(FrequencyFilterTests.config)}}"

    static func chain() throws -> FilterChain {
        let excepted = String(frequency.dropLast()) + ", \"exceptions\": [\(consequence)]}"
        return try Fixtures.chain("{\"filters\": [\(excepted), \(consequence), \(frequency)]}")
    }

    @Test(arguments: [1, 2, 3, 5, 8, 13, 21, 34] as [UInt64])
    func everyAlleleHasOneFate(_ seed: UInt64) throws {
        var generator = Generator(state: seed)
        let alleles = Self.alleles(Int.random(in: 0...400, using: &generator), &generator)
        let chain = try Self.chain()
        let result = try chain.run(Fixtures.input(alleles), panel: Fixtures.panel)
        let parts = result.steps.indices.map { result.removedAlleleIDs(step: $0) } + [result.keptAlleleIDs]
        #expect(parts.joined().sorted() == alleles.map(\.id).sorted())
        #expect(result.steps.map(\.removed) == parts.dropLast().map(\.count))
        // Another order of the rows, the same result to the byte.
        let again = try chain.run(Fixtures.input(alleles.shuffled(using: &generator)), panel: Fixtures.panel)
        #expect(again.encoded() == result.encoded())
        for id in result.alleleIDs.prefix(20) {
            let explanation = try #require(try chain.explain(id, Fixtures.input(alleles), panel: Fixtures.panel))
            #expect(explanation.removedBy == result.step(of: id))
            #expect(explanation.hits.allSatisfy { !$0.reasons.isEmpty })
            #expect(
                explanation.hits.filter { $0.exceptions.isEmpty }.map(\.step)
                    == (result.step(of: id).map { [$0] } ?? []))
        }
    }

    @Test func encodingKeepsAll() throws {
        var generator = Generator(state: 7)
        let result = try Self.chain().run(
            Fixtures.input(Self.alleles(100, &generator) + []), panel: Fixtures.panel)
        let bytes = result.encoded()
        #expect(try FilterResult(decoding: bytes) == result)
        #expect(bytes.count < 100 * 26 + 100)
    }

    @Test func anAlleleWithoutAnnotationHasNoVersion() throws {
        var builder = FilterInputBuilder()
        builder.addAllele(4, annotationVersion: nil)
        let result = try Self.chain().run(try builder.build(), panel: Fixtures.panel)
        #expect(try FilterResult(decoding: result.encoded()).annotationVersions == [nil])
    }

    @Test func damagedBytesAreRefused() throws {
        var generator = Generator(state: 9)
        let bytes = try Self.chain().run(Fixtures.input(Self.alleles(10, &generator)), panel: Fixtures.panel).encoded()
        for length in 0..<bytes.count {
            #expect(throws: FilteringError.self) { try FilterResult(decoding: Array(bytes.prefix(length))) }
        }
        #expect(throws: FilteringError.self) { try FilterResult(decoding: bytes + [0]) }
        var other = bytes
        other[3] = 2
        #expect(throws: FilteringError.self) { try FilterResult(decoding: other) }
    }
}
