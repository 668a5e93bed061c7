/// Where a record stands on the genome and in the buffer: as much as the cutter must know.
struct RecordPlace: Sendable {
    private var line: Range<Int>
    private var contig: Range<Int>
    /// Nil for a record without a readable position; it is near to nothing and is reported when it is read.
    private let position: Int?
    private let positionText: Range<Int>
    /// The contig's name for a place whose buffer is gone.
    private(set) var contigBytes: [UInt8] = []

    init(_ bytes: [UInt8], _ line: Range<Int>) {
        self.line = line
        let tab = UInt8(ascii: "\t")
        let contigEnd = bytes.firstIndex(of: tab, in: line) ?? line.upperBound
        contig = line.lowerBound..<contigEnd
        let positionStart = min(contigEnd + 1, line.upperBound)
        let positionEnd = bytes.firstIndex(of: tab, in: positionStart..<line.upperBound) ?? line.upperBound
        positionText = positionStart..<positionEnd
        position = bytes.integer(positionText)
    }

    mutating func move(by offset: Int) {
        line = line.lowerBound + offset..<line.upperBound + offset
        contig = contig.lowerBound + offset..<contig.upperBound + offset
    }

    /// The same place without its buffer, of which only the contig's name is kept.
    func detached(from bytes: [UInt8]) -> RecordPlace {
        var result = self
        result.contigBytes = Array(bytes[contig])
        result.contig = 0..<contig.count
        return result
    }

    /// Whether no cut may fall between this record and the next: one position, or one decomposed block.
    func mustStay(with next: RecordPlace, in bytes: [UInt8]) -> Bool {
        if position != nil, position == next.position, bytes.equal(contig, to: bytes, at: next.contig) { return true }
        guard let mine = oldMultiallelic(in: bytes), let other = next.oldMultiallelic(in: bytes) else { return false }
        return bytes.equal(mine, to: bytes, at: other)
    }

    /// Whether two records lie at most so many bases apart on one contig.
    func isNear(_ other: RecordPlace, within bases: Int, _ bytes: [UInt8], _ otherBytes: [UInt8]) -> Bool {
        guard let position, let otherPosition = other.position, abs(position - otherPosition) <= bases else {
            return false
        }
        return bytes.equal(contig, to: otherBytes, at: other.contig)
    }

    private func oldMultiallelic(in bytes: [UInt8]) -> Range<Int>? {
        var start = line.lowerBound
        for _ in 0..<VCFRecord.Column.info.rawValue {
            guard let tab = bytes.firstIndex(of: UInt8(ascii: "\t"), in: start..<line.upperBound) else { return nil }
            start = tab + 1
        }
        let end = bytes.firstIndex(of: UInt8(ascii: "\t"), in: start..<line.upperBound) ?? line.upperBound
        return SiteInfo(VCFInfo(bytes, start..<end), in: bytes).oldMultiallelic
    }
}
