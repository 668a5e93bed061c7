/// One record of a VCF file: a view of column ranges over the bytes of a chunk, which it keeps alive.
///
/// Nothing is copied or converted until it is asked for. Ranges are offsets into ``bytes``.
package struct VCFRecord: Sendable {
    /// The columns in front of the samples.
    package enum Column: Int, Sendable, CaseIterable {
        case contig, position, id, reference, alternate, quality, filter, info, format

        /// As in the `#CHROM` line.
        package var name: String {
            ["CHROM", "POS", "ID", "REF", "ALT", "QUAL", "FILTER", "INFO", "FORMAT"][rawValue]
        }
    }

    /// The chunk.
    package let bytes: [UInt8]
    /// The record's 1-based line in the file.
    package let line: Int
    /// Where each column starts; one more entry for the end. A column ends one byte (the tab) before the next.
    private let starts: [Int32]

    /// Finds the columns of one line.
    /// - Parameters:
    ///   - range: the line without its line feed; a carriage return at the end is left out here.
    ///   - sampleCount: how many samples the header names; the line must have exactly as many.
    package init(_ bytes: [UInt8], _ range: Range<Int>, line: Int, sampleCount: Int) throws(GenomicsError) {
        precondition(range.upperBound < Int32.max, "a chunk has less than 2 GiB")
        let hasReturn = !range.isEmpty && bytes[range.upperBound - 1] == UInt8(ascii: "\r")
        let lineRange = hasReturn ? range.lowerBound..<range.upperBound - 1 : range
        let expected = Column.allCases.count + sampleCount
        var starts: [Int32] = []
        starts.reserveCapacity(expected + 1)
        bytes.forEachField(in: lineRange, separator: UInt8(ascii: "\t")) { field in
            starts.append(Int32(field.lowerBound))
            return true
        }
        guard starts.count == expected else {
            throw GenomicsError(
                .malformedRecord, in: .vcf, line: line, found: "\(starts.count) columns",
                allowed: "\(expected) columns separated by tabs, as in the #CHROM line")
        }
        starts.append(Int32(lineRange.upperBound + 1))
        self.bytes = bytes
        self.line = line
        self.starts = starts
    }

    /// Where a column stands.
    package func range(of column: Column) -> Range<Int> { range(at: column.rawValue) }

    /// Where the column of a sample stands (0-based).
    package func range(ofSample index: Int) -> Range<Int> { range(at: Column.allCases.count + index) }

    /// The text of a column.
    package func text(of column: Column) -> String { bytes.text(range(of: column)) }

    private func range(at index: Int) -> Range<Int> { Int(starts[index])..<Int(starts[index + 1]) - 1 }

    /// POS, 1-based.
    package func position() throws(GenomicsError) -> Int {
        guard let value = bytes.integer(range(of: .position)), value > 0 else {
            throw error(.invalidPosition, in: .position, allowed: "a whole number from 1")
        }
        return value
    }

    /// The alternates in the order of the file; none for `.`.
    package func alternates() -> [Range<Int>] {
        let range = range(of: .alternate)
        return bytes.isMissing(range) ? [] : bytes.fields(in: range, separator: UInt8(ascii: ","))
    }

    /// QUAL, nil for `.`. Its decimal text is `text(of: .quality)`.
    package func quality() throws(GenomicsError) -> Double? {
        let range = range(of: .quality)
        if bytes.isMissing(range) { return nil }
        guard let value = bytes.decimal(range) else {
            throw error(.invalidQuality, in: .quality, allowed: "a decimal number or .")
        }
        return value
    }

    /// A fault of a column of this record (not for sample columns, whose content must not be quoted).
    package func error(
        _ code: GenomicsError.Code, in column: Column, field: String? = nil, found: Range<Int>? = nil, allowed: String
    ) -> GenomicsError {
        let range = found ?? range(of: column)
        return GenomicsError(
            code, in: .vcf, line: line, column: column.name, field: field,
            found: bytes.text(range.prefix(256)), allowed: allowed)
    }
}

extension Range<Int> {
    /// The first part of a range; errors quote no more than that.
    fileprivate func prefix(_ count: Int) -> Range<Int> { lowerBound..<Swift.min(upperBound, lowerBound + count) }
}
