/// Reads the records of a chunk: which alleles the probands carry, what their families have of them, and what became of
/// every record.
///
/// A pure function of the header, the pedigree, the assembly and the bytes: it never fails as a whole, and how a file is
/// cut into chunks does not change what comes out of it.
package struct ChunkReader: Sendable {
    /// The file's header.
    package let header: VCFHeader
    /// One person for each sample of the header.
    package let pedigree: Pedigree
    /// The assembly to which the coordinates of the file belong.
    package let assembly: Assembly

    /// - Parameter pedigree: made for this header; its persons are the samples in column order.
    package init(header: VCFHeader, pedigree: Pedigree, assembly: Assembly) {
        precondition(pedigree.persons.count == header.samples.count, "the pedigree belongs to another header")
        self.header = header
        self.pedigree = pedigree
        self.assembly = assembly
    }

    /// Reads a chunk of the file to which the header belongs.
    package func read(_ chunk: VCFChunk) -> ChunkContent { read(chunk.bytes, firstLine: chunk.firstLine) }

    /// Reads whole lines.
    /// - Parameter firstLine: the 1-based line of the file with which the bytes start.
    package func read(_ bytes: [UInt8], firstLine: Int) -> ChunkContent {
        var pass = ChunkPass(reader: self, bytes: bytes)
        return pass.run(firstLine: firstLine)
    }
}

/// One walk over a chunk.
private struct ChunkPass {
    let reader: ChunkReader
    let bytes: [UInt8]
    private var content = ChunkContent()
    private var block: [Site] = []
    private var format: (range: Range<Int>, layout: FormatLayout)?
    private var seen = SeenAlleles()

    init(reader: ChunkReader, bytes: [UInt8]) {
        self.reader = reader
        self.bytes = bytes
    }

    mutating func run(firstLine: Int) -> ChunkContent {
        var line = firstLine
        var start = 0
        while start < bytes.count {
            let end = bytes.firstIndex(of: UInt8(ascii: "\n"), in: start..<bytes.count) ?? bytes.count
            let isBlank = end == start || (end == start + 1 && bytes[start] == UInt8(ascii: "\r"))
            if !isBlank { take(start..<end, line: line) }
            line += 1
            start = end + 1
        }
        closeBlock()
        return content
    }

    private mutating func take(_ range: Range<Int>, line: Int) {
        do {
            let record = try VCFRecord(bytes, range, line: line, sampleCount: reader.header.samples.count)
            add(Site(record, SiteInfo(record.info, in: bytes), layout(of: record)))
        } catch {
            // The cutter may cut at such a line, so nothing is remembered over it.
            closeBlock()
            seen = SeenAlleles()
            content.outcomes.append(RecordOutcome(line: line, disposition: .rejected(error)))
        }
    }

    private mutating func add(_ site: Site) {
        if let last = block.last {
            let isSameBlock =
                if let mine = site.info.oldMultiallelic, let other = last.info.oldMultiallelic {
                    bytes.equal(mine, to: bytes, at: other)
                } else {
                    false
                }
            if !isSameBlock { closeBlock() }
        }
        block.append(site)
    }

    /// Nearly all records of a file have the same FORMAT as the one before.
    private mutating func layout(of record: VCFRecord) -> FormatLayout {
        let range = record.range(of: .format)
        if let format, bytes.equal(range, to: bytes, at: format.range) { return format.layout }
        let layout = FormatLayout(bytes, range)
        format = (range, layout)
        return layout
    }

    private mutating func closeBlock() {
        guard !block.isEmpty else { return }
        var reading = BlockReading(reader: reader, sites: block)
        block.removeAll(keepingCapacity: true)
        reading.run(into: &content, seen: &seen)
    }
}
