import Annotation
import Testing

@testable import Filtering

/// Removes fixed allele ids: `{"ids": […]}`.
private struct FixedFilter: Filter {
    static let name = "fixed"
    static let scope = FilterScope.allele
    let ids: [Int]

    init(_ config: JSONReader) throws(AnnotationError) {
        var ids: [Int] = []
        for item in try config.required("ids").array() { ids.append(try item.integer()) }
        self.ids = ids
    }

    func prepare(_ context: FilterContext) -> any PreparedFilter {
        FixedRows(ids: ids, needs: nil, input: context.input)
    }
}

/// The same as a filter of the analysis.
private struct AnalysisFilter: Filter {
    static let name = "analysis"
    static let scope = FilterScope.analysis
    let ids: [Int]
    let needs: Int?

    init(_ config: JSONReader) throws(AnnotationError) {
        self.ids = try FixedFilter(config).ids
        self.needs = try config.optional("needs")?.integer()
    }

    func prepare(_ context: FilterContext) -> any PreparedFilter {
        FixedRows(ids: ids, needs: needs, input: context.input)
    }
}

/// Removes ids, if `needs` is among the rows that it is shown.
private struct FixedRows: PreparedFilter {
    let ids: [Int]
    let needs: Int?
    let input: FilterInput

    func removed(from rows: RowSet) -> RowSet {
        if let needs {
            guard let row = input.row(of: Int64(needs)), rows.contains(row) else { return RowSet(count: input.count) }
        }
        return rows.filter { ids.contains(Int(input.alleleIDs[$0])) }
    }

    func reasons(for row: Int) -> [FilterReason] {
        ids.contains(Int(input.alleleIDs[row])) ? [FilterReason("is listed", values: [:])] : []
    }
}

@Suite struct FilterChainTests {
    static let registry = FilterRegistry([FixedFilter.self, AnalysisFilter.self, ConsequenceFilter.self])

    struct Case: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let filters: String
        let count: Int64
        let removed: [[Int64]]
        let kept: [Int64]
    }

    private static func fixed(_ ids: [Int], except: String? = nil) -> String {
        filter("fixed", ids, except: except)
    }

    private static func filter(_ name: String, _ ids: [Int], needs: Int? = nil, except: String? = nil) -> String {
        let config = needs.map { #"{"ids": \#(ids), "needs": \#($0)}"# } ?? #"{"ids": \#(ids)}"#
        let exceptions = except.map { #", "exceptions": [\#($0)]"# } ?? ""
        return #"{"name": "\#(name)", "config": \#(config)\#(exceptions)}"#
    }

    /// Rows 1 to 6 of the chain engine's table.
    static let cases = [
        Case(
            testDescription: "1 two filters", filters: "\(fixed([1, 2])), \(fixed([3, 4]))", count: 5,
            removed: [[1, 2], [3, 4]], kept: [5]),
        Case(
            testDescription: "2 an exception", filters: fixed([1, 2], except: fixed([1])), count: 4, removed: [[2]],
            kept: [1, 3, 4]),
        Case(
            testDescription: "3 exceptions look at their own candidates only",
            filters: "\(fixed([1, 2], except: fixed([3, 4]))), \(fixed([3, 4], except: fixed([1, 2])))", count: 4,
            removed: [[1, 2], [3, 4]], kept: []),
        Case(
            testDescription: "4 the same filter twice", filters: "\(fixed([1, 2])), \(fixed([1, 2]))", count: 4,
            removed: [[1, 2], []], kept: [3, 4]),
        Case(
            testDescription: "5 a later filter does not see what is gone",
            filters: "\(fixed([1, 2])), \(filter("analysis", [1, 3], needs: 1))", count: 4, removed: [[1, 2], []],
            kept: [3, 4]),
        Case(
            testDescription: "6 an analysis exception",
            filters: "\(filter("analysis", [1, 2], except: filter("analysis", [1, 2]))), \(fixed([3, 4]))", count: 4,
            removed: [[], [3, 4]], kept: [1, 2]),
        Case(
            testDescription: "an analysis exception sees alleles that nobody wants to remove",
            filters: fixed([1, 2], except: filter("analysis", [1], needs: 4)), count: 4, removed: [[2]],
            kept: [1, 3, 4]),
        Case(
            testDescription: "an exception cannot remove", filters: fixed([1], except: fixed([2])), count: 2,
            removed: [[1]], kept: [2]),
        Case(testDescription: "no filters", filters: "", count: 3, removed: [], kept: [1, 2, 3]),
        Case(testDescription: "no alleles", filters: fixed([1]), count: 0, removed: [[]], kept: []),
    ]

    @Test(arguments: cases)
    func chain(_ example: Case) throws {
        let chain = try Fixtures.chain("{\"filters\": [\(example.filters)]}", registry: Self.registry)
        let alleles = (0..<example.count).map { TestAllele(id: $0 + 1) }
        let (removed, kept) = try Fixtures.run(chain, alleles)
        #expect(removed == example.removed)
        #expect(kept == example.kept)
    }

    /// Row 7: only the allele that is synonymous and nothing worse goes.
    @Test func aFilterAsItsOwnException() throws {
        let chain = try Fixtures.chain(
            """
            {"filters": [{"name": "consequence", "config": {"consequences": ["synonymous_variant"]}, "exceptions":
                [{"name": "consequence", "config": {"consequences": ["stop_gained"]}}]}]}
            """)
        func allele(_ id: Int64, _ terms: [String]) -> TestAllele {
            TestAllele(id: id, transcripts: [.init(name: "NM_000001.1", gene: 101, consequences: terms)])
        }
        let alleles = [
            allele(1, ["synonymous_variant"]), allele(2, ["synonymous_variant", "stop_gained"]),
            allele(3, ["missense_variant"]),
        ]
        let result = try chain.run(Fixtures.input(alleles), panel: Fixtures.panel)
        #expect(result.removedAlleleIDs(step: 0) == [1])
        #expect(result.keptAlleleIDs == [2, 3])
        #expect(result.steps[0].candidates == 2)
        #expect(result.steps[0].rescued == 1)
        let explanation = try #require(try chain.explain(2, Fixtures.input(alleles), panel: Fixtures.panel))
        #expect(explanation.removedBy == nil)
        #expect(explanation.hits.map(\.step) == [0])
        #expect(explanation.hits[0].exceptions.map { $0.reasons.map(\.summary) } == [["stop_gained on NM_000001.1"]])
    }

    @Test func anAlleleGivenTwiceIsRefused() throws {
        #expect(throws: FilteringError(.input, "allele 7 was given twice")) {
            try Fixtures.input([TestAllele(id: 7), TestAllele(id: 8), TestAllele(id: 7)])
        }
    }

    @Test func explainingAnUnknownAllele() throws {
        let chain = try Fixtures.chain(#"{"filters": []}"#)
        #expect(try chain.explain(9, Fixtures.input([TestAllele(id: 1)]), panel: Fixtures.panel) == nil)
    }
}
