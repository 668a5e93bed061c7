import Annotation

/// The frequency filter on one analysis: per policy a flat list of tests on columns.
struct PreparedFrequencyFilter: PreparedFilter {
    /// One population's limit.
    private struct Test {
        let key: FrequencyKey
        let group: String
        let limit: JSONNumber
        let threshold: Double
        /// Least number of alleles looked at; `nil` = any, also unknown.
        let number: Int32?
        let column: FilterInput.FrequencyColumn

        func holds(_ row: Int) -> Bool {
            // A missing value is NaN and compares false.
            guard column.frequencies[row] >= threshold else { return false }
            guard let number else { return true }
            return column.numbers[row] >= number && column.numbers[row] >= 0
        }
    }

    private let input: FilterInput
    private let standard: [Test]
    private let dominant: [Test]
    /// By interned gene: the tests of its own limits.
    private let ownTests: [[Test]?]
    private let hasOwnTests: Bool
    /// By interned gene.
    private let isDominant: [Bool]

    init(_ filter: FrequencyFilter, _ context: FilterContext) {
        let input = context.input
        self.input = input
        func tests(_ limits: FrequencyFilter.Limits) -> [Test] {
            filter.groups.flatMap { group -> [Test] in
                guard let limit = limits[group.name] else { return [] }
                return group.populations.compactMap { key in
                    // A column nobody has a value in is no data for anyone.
                    input.column(key).map { column in
                        Test(
                            key: key, group: group.name, limit: limit, threshold: limit.doubleValue,
                            number: filter.numbers[key].map { Int32(clamping: $0) }, column: column)
                    }
                }
            }
        }
        self.standard = tests(filter.standard)
        self.dominant = tests(filter.dominant)
        self.ownTests = input.geneIDs.map { filter.genes[$0].map(tests) }
        self.hasOwnTests = ownTests.contains { $0 != nil }
        self.isDominant = input.geneIDs.map(context.panel.autosomalDominantGenes.contains)
    }

    func removed(from rows: RowSet) -> RowSet {
        rows.filter { row in
            if let own = ownGenes(of: row) {
                return own.contains { gene in (ownTests[gene] ?? []).contains { $0.holds(row) } }
            }
            return (touchesDominantGene(row) ? dominant : standard).contains { $0.holds(row) }
        }
    }

    func reasons(for row: Int) -> [FilterReason] {
        if let own = ownGenes(of: row) {
            return own.sorted().flatMap { gene in
                reasons(ownTests[gene] ?? [], row, "gene", ["hgnc_id": .integer(input.geneIDs[gene])])
            }
        }
        return touchesDominantGene(row)
            ? reasons(dominant, row, "AD", [:]) : reasons(standard, row, "default", [:])
    }

    private func reasons(_ tests: [Test], _ row: Int, _ policy: String, _ extra: JSONObject) -> [FilterReason] {
        tests.filter { $0.holds(row) }.map { test in
            let value = test.column.frequencies[row]
            var values: JSONObject = [
                "provider": .string(test.key.provider), "population": .string(test.key.population),
                "group": .string(test.group), "threshold_group": .string(policy),
                "threshold": .number(test.limit),
            ]
            values["value"] = JSONNumber(decimal: "\(value)").map(JSONValue.number)
            if let number = test.number { values["number_threshold"] = .integer(Int(number)) }
            let number = test.column.numbers[row]
            if number >= 0 { values["number"] = .integer(Int(number)) }
            for member in extra.members { values[member.key] = member.value }
            return FilterReason("\(test.key) \(value) ≥ \(test.limit.text) (\(policy), \(test.group))", values: values)
        }
    }

    /// The genes of a row with limits of their own; `nil` when there is none.
    private func ownGenes(of row: Int) -> Set<Int>? {
        guard hasOwnTests else { return nil }
        var genes: Set<Int> = []
        for index in input.transcriptRange(row) {
            let gene = Int(input.transcripts[index].gene)
            if gene >= 0, ownTests[gene] != nil { genes.insert(gene) }
        }
        return genes.isEmpty ? nil : genes
    }

    private func touchesDominantGene(_ row: Int) -> Bool {
        input.transcriptRange(row).contains { index in
            let gene = Int(input.transcripts[index].gene)
            return gene >= 0 && isDominant[gene]
        }
    }
}
