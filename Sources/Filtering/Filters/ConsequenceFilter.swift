import Annotation

/// Removes alleles with one of the listed consequences on a transcript that matches the laboratory's inclusion pattern
/// (behavioural specification 4.7).
struct ConsequenceFilter: Filter {
    static let name = "consequence"
    static let scope = FilterScope.allele

    /// Bit = ``ConsequenceTerm/severity``.
    private let mask: UInt64
    /// Whether the transcript's gene must be of the panel, by HGNC id or symbol.
    private let panelGenesOnly: Bool

    init(_ config: JSONReader) throws(AnnotationError) {
        try config.allowOnly(["consequences", "genepanel_only"])
        var mask: UInt64 = 0
        for item in try config.required("consequences").array() {
            guard let severity = ConsequenceTerm(try item.string()).severity else {
                throw item.fault("no known consequence term")
            }
            mask |= 1 << UInt64(severity)
        }
        self.mask = mask
        self.panelGenesOnly = try config.optional("genepanel_only")?.bool() ?? false
    }

    func prepare(_ context: FilterContext) throws(FilteringError) -> any PreparedFilter {
        let input = context.input
        let pattern = TranscriptPattern(context.settings.inclusionRegex)
        let panel = panelGenesOnly ? context.panel : nil
        return Prepared(
            input: input, mask: mask, nameCounts: try pattern.matches(input.transcriptNames),
            geneCounts: panel.map { panel in input.geneIDs.map(panel.geneIDs.contains) },
            symbolCounts: panel.map { panel in input.symbols.map(panel.symbols.contains) })
    }

    private struct Prepared: PreparedFilter {
        let input: FilterInput
        let mask: UInt64
        /// By interned number: whether the name, gene or symbol counts. `nil` = all do.
        let nameCounts: [Bool]
        let geneCounts: [Bool]?
        let symbolCounts: [Bool]?

        func removed(from rows: RowSet) -> RowSet {
            rows.filter { row in input.transcriptRange(row).contains { hits(input.transcripts[$0]) } }
        }

        func reasons(for row: Int) -> [FilterReason] {
            input.transcriptRange(row).map { input.transcripts[$0] }.filter(hits).flatMap { transcript in
                let name = input.transcriptNames[Int(transcript.name)]
                return ConsequenceTerm.ranking.indices.compactMap { severity -> FilterReason? in
                    guard transcript.consequences & mask & (1 << UInt64(severity)) != 0 else { return nil }
                    let term = ConsequenceTerm.ranking[severity]
                    return FilterReason(
                        "\(term) on \(name)", values: ["consequence": .string(term), "transcript": .string(name)])
                }
            }
        }

        private func hits(_ transcript: FilterInput.Transcript) -> Bool {
            guard transcript.consequences & mask != 0, nameCounts[Int(transcript.name)] else { return false }
            guard let geneCounts, let symbolCounts else { return true }
            return (transcript.gene >= 0 && geneCounts[Int(transcript.gene)])
                || (transcript.symbol >= 0 && symbolCounts[Int(transcript.symbol)])
        }
    }
}
