import Testing

@testable import Filtering

/// The examples of the behavioural specification, 4.7.
@Suite struct ConsequenceFilterTests {
    private typealias Transcript = TestAllele.Transcript

    static let cases: [(allele: TestAllele, removed: Bool, inPanelOnly: Bool)] = [
        (TestAllele(id: 1, transcripts: [nm(101, "GENE1")]), true, true),
        (
            TestAllele(
                id: 2,
                transcripts: [.init(name: "ENST1", gene: 101, symbol: "GENE1", consequences: ["synonymous_variant"])]),
            false, false
        ),
        (TestAllele(id: 3, transcripts: [nm(999, "OTHER")]), true, false),
        (TestAllele(id: 4, transcripts: [nm(101, "GENE1"), nm(999, "OTHER", ["stop_gained"])]), true, true),
        (
            TestAllele(id: 5, transcripts: [nm(101, "GENE1", ["splice_region_variant", "synonymous_variant"])]), true,
            true
        ),
        (TestAllele(id: 6, transcripts: [nm(999, "GENE1")]), true, true),
        (
            TestAllele(
                id: 7,
                transcripts: [
                    .init(name: "XNM_9.1", gene: 101, symbol: "GENE1", consequences: ["synonymous_variant"])
                ]), true, true
        ),
        (TestAllele(id: 8), false, false),
        (TestAllele(id: 9, note: "gene without id", transcripts: [nm(nil, "GENE2")]), true, true),
        (TestAllele(id: 10, note: "no gene at all", transcripts: [nm(nil, nil)]), true, false),
        (
            TestAllele(id: 11, note: "unknown term", transcripts: [nm(101, "GENE1", ["brand_new_variant"])]), false,
            false
        ),
    ]

    private static func nm(
        _ gene: Int?, _ symbol: String?, _ consequences: [String] = ["synonymous_variant"]
    ) -> TestAllele.Transcript {
        TestAllele.Transcript(name: "NM_000077.1", gene: gene, symbol: symbol, consequences: consequences)
    }

    static func chain(_ terms: String, panelOnly: Bool = false) throws -> FilterChain {
        try Fixtures.chain(
            """
            {"filters": [{"name": "consequence", "config": {"consequences": [\(terms)], "genepanel_only": \(panelOnly)}}]}
            """)
    }

    @Test(arguments: cases)
    func removal(_ allele: TestAllele, removed: Bool, inPanelOnly: Bool) throws {
        let all = try Fixtures.run(Self.chain(#""synonymous_variant""#), [allele])
        #expect(all.removed == [removed ? [allele.id] : []])
        let panel = try Fixtures.run(Self.chain(#""synonymous_variant""#, panelOnly: true), [allele])
        #expect(panel.removed == [inPanelOnly ? [allele.id] : []])
        #expect(try Fixtures.run(Self.chain(""), [allele]).removed == [[]])
    }

    @Test(arguments: [
        ("NM_.*", ["NM_1.1", "XNM_1.1"]), ("^NM_", ["NM_1.1"]), ("^(NM|NR)_[0-9]+\\.2$", ["NR_7.2"]),
        ("ENST", ["ENST5"]), ("", ["NM_1.1", "XNM_1.1", "NR_7.2", "ENST5"]),
    ])
    func patternsMatchAnywhere(_ pattern: String, names: [String]) throws {
        let all = ["NM_1.1", "XNM_1.1", "NR_7.2", "ENST5"]
        let matches = try TranscriptPattern(pattern).matches(all)
        #expect(zip(all, matches).filter(\.1).map(\.0) == names)
    }

    @Test func aBrokenPatternFailsTheRun() throws {
        let configuration = try Self.chain(#""stop_gained""#).configuration
        let chain = FilterChain(configuration, settings: FilterSettings(inclusionRegex: "NM_("))
        let input = try Fixtures.input([TestAllele(id: 1)])
        #expect(throws: FilteringError.self) { try chain.run(input, panel: Fixtures.panel) }
    }
}
