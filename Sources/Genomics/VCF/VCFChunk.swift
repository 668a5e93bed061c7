/// A piece of a VCF file: whole records, cut where nothing that belongs together is torn apart.
package struct VCFChunk: Hashable, Sendable {
    /// Records near the chunk's ends that belong to its neighbours. They are read to see who stands beside a record
    /// (the pre-filter asks) and are never stored from here.
    package struct Margin: Hashable, Sendable {
        /// Whole lines in front of the chunk, within the margin's distance of its first record.
        package var leading: [UInt8] = []
        /// Whole lines behind the chunk, within the margin's distance of its last record.
        package var trailing: [UInt8] = []

        /// No neighbours.
        package init() {}
    }

    /// 0-based number of the chunk in its file.
    package var index: Int
    /// The 1-based line of the file with which `bytes` starts.
    package var firstLine: Int
    /// How many records `bytes` holds. Blank lines are lines, not records.
    package var recordCount: Int
    /// Whole lines as they stand in the file, each with its line feed.
    package var bytes: [UInt8]

    /// All properties at once.
    package init(index: Int, firstLine: Int, recordCount: Int, bytes: [UInt8]) {
        self.index = index
        self.firstLine = firstLine
        self.recordCount = recordCount
        self.bytes = bytes
    }
    /// Who stands beside the first and the last record.
    package var margin = Margin()
}
