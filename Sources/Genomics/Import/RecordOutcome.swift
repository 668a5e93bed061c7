/// What became of one record. Every record of a chunk has exactly one.
package struct RecordOutcome: Hashable, Sendable {
    /// How a record ended.
    package enum Disposition: Hashable, Sendable {
        /// At least one of its alleles is in the result.
        case stored
        /// No proband carries any of its alleles.
        case notInProband
        /// A proband carries it, or may carry it, but it cannot be stored: quarantined.
        case rejected(GenomicsError)
    }

    /// The record's line in the file.
    package var line: Int
    /// How it ended.
    package var disposition: Disposition
    /// Of a stored record: alleles that a proband carries and that are not stored, with the reason.
    package var omitted: [GenomicsError] = []

    /// All properties at once.
    package init(line: Int, disposition: Disposition, omitted: [GenomicsError] = []) {
        self.line = line
        self.disposition = disposition
        self.omitted = omitted
    }
}

/// How many records ended how.
package struct RecordTotals: Hashable, Sendable {
    /// All.
    package var records = 0
    /// At least one allele is in the result.
    package var stored = 0
    /// No proband carries it.
    package var notInProband = 0
    /// Quarantined with a reason.
    package var rejected = 0

    /// Nothing counted yet.
    package init() {}

    /// Whether every record is accounted for.
    package var isConserved: Bool { records == stored + notInProband + rejected }

    /// Adds the counts of another chunk.
    package static func += (left: inout RecordTotals, right: RecordTotals) {
        left.records += right.records
        left.stored += right.stored
        left.notInProband += right.notInProband
        left.rejected += right.rejected
    }
}
