/// Cuts the decompressed bytes of a VCF file, as they stream in, into a header and chunks of whole records.
///
/// A state machine without I/O: push pieces of any size, get back what is complete. The pieces' sizes have no influence
/// on the result. Memory is bounded by ``Limits``.
package struct ChunkCutter: Sendable {
    /// Where to cut, and what is too large.
    package struct Limits: Hashable, Sendable {
        /// A chunk is cut before it exceeds this many bytes, unless one record or one group alone is larger.
        package var chunkBytes = 4 << 20
        /// A chunk is cut before it exceeds this many records, unless one group alone is larger.
        package var chunkRecords = 5_000
        /// The largest record in bytes.
        package var recordBytes = 16 << 20
        /// The largest header in bytes.
        package var headerBytes = 64 << 20
        /// The most bytes of records that must stay together: one position, or one decomposed block.
        package var groupBytes = 64 << 20
        /// How many bases on each side count as the margin of a chunk.
        package var marginBases = 3

        /// The default limits.
        package init() {}
    }

    /// What became complete.
    package enum Output: Hashable, Sendable {
        /// The header, once and first: everything up to and including the `#CHROM` line.
        case header([UInt8])
        case chunk(VCFChunk)
    }

    /// What the whole file held.
    package struct Totals: Hashable, Sendable {
        /// Of the header too.
        package var lines = 0
        /// Without the header and blank lines.
        package var records = 0
        /// 0 for a file that has only a header.
        package var chunks = 0
        /// As pushed.
        package var bytes = 0

        /// All properties at once.
        package init(lines: Int = 0, records: Int = 0, chunks: Int = 0, bytes: Int = 0) {
            self.lines = lines
            self.records = records
            self.chunks = chunks
            self.bytes = bytes
        }
    }

    let limits: Limits
    var isInHeader = true
    /// Unfinished business: the header so far, or the chunk so far, and behind it a line that is not complete.
    var buffer: [UInt8] = []
    var lineStart = 0
    private var scanned = 0
    var recordsInChunk = 0
    var firstLine = 1
    var lastRecord: RecordPlace?
    var leadingMargin: [UInt8] = []
    /// Chunks that are cut but may still get records into their trailing margin.
    var open: [(chunk: VCFChunk, last: RecordPlace)] = []
    var totals = Totals()
    var outputs: [Output] = []

    /// Waits for the first bytes of a file.
    package init(limits: Limits = Limits()) { self.limits = limits }

    /// Takes the next bytes of the file, in pieces of any size.
    /// - Returns: what became complete, in file order.
    package mutating func push(_ piece: [UInt8]) throws(GenomicsError) -> [Output] {
        totals.bytes += piece.count
        buffer += piece
        if totals.lines == 0, let first = buffer.first, first != UInt8(ascii: "#") { throw notAVCF() }
        while let end = buffer.firstIndex(of: UInt8(ascii: "\n"), in: scanned..<buffer.count) {
            try take(lineEnd: end)
            scanned = lineStart
        }
        scanned = buffer.count
        try checkSizes()
        return takeOutputs()
    }

    /// Tells that the file has ended.
    /// - Returns: the last outputs, and what the file held in all.
    package mutating func finish() throws(GenomicsError) -> (outputs: [Output], totals: Totals) {
        if lineStart < buffer.count {
            buffer.append(UInt8(ascii: "\n"))
            try take(lineEnd: buffer.count - 1)
        }
        guard !isInHeader else {
            if totals.lines == 0 { throw notAVCF() }
            throw GenomicsError(
                .missingColumnLine, in: .vcf, line: totals.lines,
                allowed: "the file ends inside its header; a line that starts with #CHROM must end the header")
        }
        if recordsInChunk > 0 { cut(at: lineStart) }
        closeChunks(count: open.count)
        return (takeOutputs(), totals)
    }

    private mutating func take(lineEnd: Int) throws(GenomicsError) {
        totals.lines += 1
        if isInHeader {
            try takeHeaderLine(end: lineEnd)
        } else {
            try takeRecordLine(end: lineEnd)
        }
    }

    private mutating func takeHeaderLine(end: Int) throws(GenomicsError) {
        let line = lineStart..<end
        guard buffer[line].first == UInt8(ascii: "#") else {
            if totals.lines == 1 { throw notAVCF() }
            throw GenomicsError(
                .missingColumnLine, in: .vcf, line: totals.lines,
                allowed: "a line that starts with #CHROM must stand before the first record")
        }
        lineStart = end + 1
        try checkHeaderSize(lineStart, line: totals.lines)
        guard buffer[line].starts(with: "#CHROM".utf8) else { return }
        isInHeader = false
        firstLine = totals.lines + 1
        outputs.append(.header(Array(buffer[..<lineStart])))
        drop(lineStart)
    }

    private func checkHeaderSize(_ bytes: Int, line: Int) throws(GenomicsError) {
        guard bytes <= limits.headerBytes else {
            throw GenomicsError(
                .tooLarge, in: .vcf, line: line, allowed: "a header has at most \(limits.headerBytes) bytes")
        }
    }

    private func checkSizes() throws(GenomicsError) {
        if isInHeader {
            try checkHeaderSize(buffer.count, line: totals.lines + 1)
        } else if buffer.count - lineStart > limits.recordBytes {
            throw recordTooLarge(line: totals.lines + 1)
        }
    }

    func recordTooLarge(line: Int) -> GenomicsError {
        GenomicsError(
            .tooLarge, in: .vcf, line: line, allowed: "a record has at most \(limits.recordBytes) bytes")
    }

    private func notAVCF() -> GenomicsError {
        GenomicsError(
            .notAVCF, in: .vcf, line: 1,
            allowed: "a VCF file starts with ##fileformat=VCFv4.x (plain, gzip or bgzip)")
    }

    mutating func drop(_ count: Int) {
        buffer.removeFirst(count)
        lineStart -= count
        scanned = max(0, scanned - count)
    }

    private mutating func takeOutputs() -> [Output] {
        defer { outputs = [] }
        return outputs
    }
}
