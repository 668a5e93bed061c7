/// An allele that some proband carries, and where its record stands.
package struct StoredAllele: Hashable, Sendable {
    /// What the record says.
    package var allele: Allele
    /// The record's line in the file: the record of origin, also of an allele that was split off a multi-allelic one.
    package var line: Int
    /// Where the INFO column stands in the chunk's bytes.
    package var info: Range<Int>
    /// Which ALT of the record it is, 0-based: the index into values that INFO gives for each ALT.
    package var alternateIndex: Int
    /// How many ALT the record has.
    package var alternateCount: Int

    /// All properties at once.
    package init(allele: Allele, line: Int, info: Range<Int>, alternateIndex: Int, alternateCount: Int) {
        self.allele = allele
        self.line = line
        self.info = info
        self.alternateIndex = alternateIndex
        self.alternateCount = alternateCount
    }
}
