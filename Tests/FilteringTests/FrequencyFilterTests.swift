import Annotation
import Testing

@testable import Filtering

/// The examples of the behavioural specification, 4.4.
@Suite struct FrequencyFilterTests {
    static let config = """
        "groups": {"external": {"GNOMAD_GENOMES": ["G"], "GNOMAD_EXOMES": ["G"]}, "internal": {"inDB": ["OUSWES"]}},
        "num_thresholds": {"GNOMAD_GENOMES": {"G": 5000}},
        "thresholds": {"AD": {"external": 0.005, "internal": 0.05}, "default": {"external": 0.01, "internal": 0.05}}
        """

    static func chain(_ more: String = "") throws -> FilterChain {
        try Fixtures.chain("{\"filters\": [{\"name\": \"frequency\", \"config\": {\(config)\(more)}}]}")
    }

    /// 102 may be as frequent as 0.05.
    static let override = #", "genes": {"102": {"thresholds": {"external": 0.05}}}"#

    /// Whether it is removed, and whether with limits of its own for GENE2.
    static let cases: [(allele: TestAllele, removed: Bool, withOverride: Bool)] = [
        (TestAllele(id: 1, transcripts: [gene(1)], frequencies: [.genomes(0.007, 6000)]), true, true),
        (TestAllele(id: 2, transcripts: [gene(2)], frequencies: [.genomes(0.007, 6000)]), false, false),
        (TestAllele(id: 3, transcripts: [gene(2)], frequencies: [.genomes(0.01, 5000)]), true, false),
        (TestAllele(id: 4, transcripts: [gene(2)], frequencies: [.genomes(0.5, 4999)]), false, false),
        (TestAllele(id: 5, transcripts: [gene(2)], frequencies: [.genomes(0.5, nil)]), false, false),
        (TestAllele(id: 6, transcripts: [gene(2)], frequencies: [.exomes(0.02)]), true, false),
        (TestAllele(id: 7, transcripts: [gene(1), gene(2)], frequencies: [.genomes(0.007, 6000)]), true, false),
        (TestAllele(id: 8, transcripts: [gene(4)], frequencies: [.genomes(0.007, 6000)]), false, false),
        (TestAllele(id: 9, transcripts: [outside], frequencies: [.genomes(0.02, 6000)]), true, true),
        (TestAllele(id: 10, transcripts: [ensembl], frequencies: [.genomes(0.007, 6000)]), true, true),
        (TestAllele(id: 11, transcripts: [gene(1)]), false, false),
        (
            TestAllele(
                id: 12, transcripts: [gene(2)],
                frequencies: [.init(provider: "inDB", population: "OUSWES", value: 0.06)]), true, false
        ),
        (TestAllele(id: 13, transcripts: [gene(2)], frequencies: [.genomes(0.009999999776, 6000)]), false, false),
        (TestAllele(id: 14, note: "no annotation"), false, false),
        (
            TestAllele(id: 15, note: "over the gene's own limit", transcripts: [gene(2)], frequencies: [.exomes(0.05)]),
            true, true
        ),
        (
            TestAllele(
                id: 16, note: "a population of no group", transcripts: [gene(1)],
                frequencies: [.init(provider: "GNOMAD_GENOMES", population: "AFR", value: 0.9, number: 9000)]),
            false, false
        ),
    ]

    private static func gene(_ number: Int) -> TestAllele.Transcript { TestAllele.gene(number) }
    private static let outside = TestAllele.Transcript(name: "NM_9.1", gene: 999, symbol: "OTHER")
    private static let ensembl = TestAllele.Transcript(name: "ENST00000001", gene: 101, symbol: "GENE1")

    @Test(arguments: cases)
    func removal(_ allele: TestAllele, removed: Bool, withOverride: Bool) throws {
        let plain = try Fixtures.run(Self.chain(), [allele])
        #expect(plain.removed == [removed ? [allele.id] : []])
        let overridden = try Fixtures.run(Self.chain(Self.override), [allele])
        #expect(overridden.removed == [withOverride ? [allele.id] : []])
    }

    @Test func allAtOnceGiveTheSame() throws {
        let result = try Fixtures.run(Self.chain(), Self.cases.map(\.allele))
        #expect(result.removed == [Self.cases.filter(\.removed).map(\.allele.id)])
    }

    @Test func limitsAreDecimal() throws {
        // 0.3 as the sum of tenths is above 0.3; as a text it is exactly the limit.
        for text in ["0.01", "0.010", "1e-2", "1.0E-02"] {
            let value = try #require(JSONNumber(decimal: text)).doubleValue
            let allele = TestAllele(transcripts: [TestAllele.gene(2)], frequencies: [.exomes(value)])
            #expect(try Fixtures.run(Self.chain(), [allele]).removed == [[1]], "\(text)")
        }
    }

    @Test func reasonsNameTheLimit() throws {
        let alleles = Self.cases.map(\.allele)
        let chain = try Self.chain(Self.override)
        func reasons(_ id: Int64) throws -> [JSONObject] {
            let explanation = try #require(try chain.explain(id, Fixtures.input(alleles), panel: Fixtures.panel))
            return explanation.hits.flatMap(\.reasons).map(\.values)
        }
        let dominant: JSONObject = [
            "provider": .string("GNOMAD_GENOMES"), "population": .string("G"), "group": .string("external"),
            "value": .number(try #require(JSONNumber(decimal: "0.007"))), "number": .integer(6000),
            "number_threshold": .integer(5000), "threshold_group": .string("AD"),
            "threshold": .number(try #require(JSONNumber(decimal: "0.005"))),
        ]
        #expect(try reasons(1) == [dominant])
        #expect(try reasons(9).map { $0["threshold_group"] } == [.string("default")])
        #expect(try reasons(15).map { $0["threshold_group"] } == [.string("gene")])
        #expect(try reasons(15).map { $0["hgnc_id"] } == [.integer(102)])
        #expect(try reasons(4) == [])
    }

    @Test func unknownPopulationsAreReported() throws {
        let chain = try Fixtures.chain(
            """
            {"filters": [{"name": "frequency", "config": {"groups": {"external": {"GNOMAD_GENOMES": ["G", "MARS"]}},
            "thresholds": {"AD": {"external": 5}, "default": {"external": 0.01, "regional": 0.1}}}}]}
            """)
        #expect(
            chain.warnings.map(\.description) == [
                "filters[0] frequency: the limit 5 of group \"external\" is above 1: it never removes anything",
                "filters[0] frequency: the limit of group \"regional\" has no effect: groups does not name it",
                "filters[0] frequency: the laboratory does not store GNOMAD_GENOMES.MARS: it never removes anything",
            ])
        let result = try Fixtures.run(chain, Self.cases.map(\.allele))
        #expect(result.removed[0].contains(3))
    }
}
