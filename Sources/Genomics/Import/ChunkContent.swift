/// Everything that one chunk says about the probands and their families.
package struct ChunkContent: Hashable, Sendable {
    /// The alleles that a proband carries, in record order. Two records of one position that spell the same allele
    /// appear once; across positions or chunks a key may come again.
    package var alleles: [StoredAllele] = []
    /// In record order.
    package var genotypes: [StoredGenotype] = []
    /// One a record, in file order.
    package var outcomes: [RecordOutcome] = []

    /// How many records ended how.
    package var totals: RecordTotals {
        var totals = RecordTotals()
        totals.records = outcomes.count
        for outcome in outcomes {
            switch outcome.disposition {
            case .stored: totals.stored += 1
            case .notInProband: totals.notInProband += 1
            case .rejected: totals.rejected += 1
            }
        }
        return totals
    }
}
