/// How many reads support which allele at a site, over all records of a block.
package struct AlleleDepth: Hashable, Sendable {
    /// One ALT and its reads.
    package struct Alternate: Hashable, Sendable {
        /// The ALT as spelled in the record.
        package var bases: String
        /// How many reads have it.
        package var reads: Int

        /// All properties at once.
        package init(bases: String, reads: Int) {
            self.bases = bases
            self.reads = reads
        }
    }

    /// REF as spelled in the records, nil where the records of a block spell it differently.
    package var referenceBases: String?
    /// How many reads have the reference.
    package var referenceReads: Int
    /// In record order.
    package var alternates: [Alternate]

    /// All properties at once.
    package init(referenceBases: String? = nil, referenceReads: Int, alternates: [Alternate]) {
        self.referenceBases = referenceBases
        self.referenceReads = referenceReads
        self.alternates = alternates
    }

    /// All reads of the site.
    package var total: Int { alternates.reduce(referenceReads) { $0 + $1.reads } }

    /// The share of reads that support an ALT; nil if its reads are unknown or there are none at all.
    package func ratio(of alternate: String) -> Double? {
        guard let reads = alternates.first(where: { $0.bases == alternate })?.reads, total > 0 else { return nil }
        return Double(reads) / Double(total)
    }
}
