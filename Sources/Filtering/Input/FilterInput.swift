import Annotation
package import FoundationEssentials

/// The alleles of one analysis as columns. Rows are ascending by allele id; filters work on row numbers.
package struct FilterInput: Sendable {
    /// Ascending and distinct.
    package let alleleIDs: [Int64]
    /// The annotation version each row was filled from; `nil` for an allele without annotation.
    package let annotationVersions: [UUID?]
    /// All transcripts, those of row `r` at `transcriptOffsets[r]..<transcriptOffsets[r + 1]`.
    let transcriptOffsets: [Int32]
    let transcripts: [Transcript]
    /// By the numbers in ``Transcript``.
    let transcriptNames: [String]
    let geneIDs: [Int]
    let symbols: [String]
    private let columns: [FrequencyKey: FrequencyColumn]

    /// One transcript of an allele with its names interned; -1 = none.
    struct Transcript: Sendable {
        var name: Int32
        var gene: Int32
        var symbol: Int32
        /// Bit = ``ConsequenceTerm/severity``. Unknown terms have no bit: no configuration can name them.
        var consequences: UInt64
    }

    /// One population's values by row; missing = NaN and -1.
    struct FrequencyColumn: Sendable {
        var frequencies: [Double]
        var numbers: [Int32]
    }

    init(
        alleleIDs: [Int64], annotationVersions: [UUID?], transcriptOffsets: [Int32], transcripts: [Transcript],
        transcriptNames: [String], geneIDs: [Int], symbols: [String], columns: [FrequencyKey: FrequencyColumn]
    ) {
        self.alleleIDs = alleleIDs
        self.annotationVersions = annotationVersions
        self.transcriptOffsets = transcriptOffsets
        self.transcripts = transcripts
        self.transcriptNames = transcriptNames
        self.geneIDs = geneIDs
        self.symbols = symbols
        self.columns = columns
    }

    /// Number of alleles.
    package var count: Int { alleleIDs.count }

    /// The row of an allele; `nil` when the analysis does not have it.
    package func row(of alleleID: Int64) -> Int? {
        alleleIDs.sortedIndex(of: alleleID)
    }

    func transcriptRange(_ row: Int) -> Range<Int> {
        Int(transcriptOffsets[row])..<Int(transcriptOffsets[row + 1])
    }

    /// `nil` when no allele of the analysis has a value in this population.
    func column(_ key: FrequencyKey) -> FrequencyColumn? {
        columns[key]
    }
}

extension [Int64] {
    /// The place of a value in ascending values.
    func sortedIndex(of value: Int64) -> Int? {
        var low = 0
        var high = count
        while low < high {
            let middle = (low + high) / 2
            if self[middle] < value { low = middle + 1 } else { high = middle }
        }
        return low < count && self[low] == value ? low : nil
    }
}
