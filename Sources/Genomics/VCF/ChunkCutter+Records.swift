extension ChunkCutter {
    mutating func takeRecordLine(end: Int) throws(GenomicsError) {
        let line = lineStart..<end
        guard line.count <= limits.recordBytes else { throw recordTooLarge(line: totals.lines) }
        let isBlank = line.isEmpty || (line.count == 1 && buffer[line.lowerBound] == UInt8(ascii: "\r"))
        guard !isBlank else {
            lineStart = end + 1
            return
        }
        try takeRecord(line)
    }

    private mutating func takeRecord(_ line: Range<Int>) throws(GenomicsError) {
        var place = RecordPlace(buffer, line)
        let isFull = recordsInChunk >= limits.chunkRecords || line.upperBound + 1 > limits.chunkBytes
        if let lastRecord, isFull, recordsInChunk > 0 {
            if !lastRecord.mustStay(with: place, in: buffer) {
                let leading = margin(before: place)
                let start = lineStart
                cut(at: start)
                place.move(by: -start)
                leadingMargin = leading
            } else if line.upperBound + 1 > max(limits.groupBytes, limits.chunkBytes) {
                throw GenomicsError(
                    .tooLarge, in: .vcf, line: totals.lines,
                    allowed: "records of one position or one decomposed block have at most \(limits.groupBytes) bytes")
            }
        }
        let current = lineStart..<lineStart + line.count + 1
        try extendTrailingMargins(with: place, bytes: current)
        recordsInChunk += 1
        totals.records += 1
        lineStart = current.upperBound
        lastRecord = place
    }

    /// Ends the current chunk in front of an offset of the buffer.
    mutating func cut(at end: Int) {
        guard let last = lastRecord else { return }
        var chunk = VCFChunk(
            index: totals.chunks, firstLine: firstLine, recordCount: recordsInChunk, bytes: Array(buffer[..<end]))
        chunk.margin.leading = leadingMargin
        open.append((chunk, last.detached(from: buffer)))
        totals.chunks += 1
        // The line that made us cut is already counted; with none (at the end) this is never read.
        firstLine = totals.lines
        recordsInChunk = 0
        leadingMargin = []
        lastRecord = nil
        drop(end)
    }

    /// The lines at the end of the current chunk (and of its own leading margin) that lie near the next record.
    private func margin(before next: RecordPlace) -> [UInt8] {
        let own = nearLines(in: buffer, end: lineStart, to: next)
        guard own.lowerBound == 0 else { return Array(buffer[own]) }
        let earlier = nearLines(in: leadingMargin, end: leadingMargin.count, to: next)
        return Array(leadingMargin[earlier]) + buffer[own]
    }

    /// The longest run of lines up to an offset that all lie near a record of the buffer.
    private func nearLines(in bytes: [UInt8], end: Int, to next: RecordPlace) -> Range<Int> {
        var start = end
        while start > 0 {
            let lineStart = (bytes[..<(start - 1)].lastIndex(of: UInt8(ascii: "\n")) ?? -1) + 1
            let place = RecordPlace(bytes, lineStart..<start - 1)
            guard place.isNear(next, within: limits.marginBases, bytes, buffer) else { break }
            start = lineStart
        }
        return start..<end
    }

    private mutating func extendTrailingMargins(
        with place: RecordPlace, bytes range: Range<Int>
    ) throws(GenomicsError) {
        var closed = 0
        for index in open.indices {
            guard open[index].last.isNear(place, within: limits.marginBases, open[index].last.contigBytes, buffer)
            else {
                // Chunks leave in order, so one behind a chunk that is still open waits with it.
                if closed == index { closed += 1 }
                continue
            }
            open[index].chunk.margin.trailing += buffer[range]
            guard open[index].chunk.margin.trailing.count <= limits.groupBytes else {
                throw GenomicsError(
                    .tooLarge, in: .vcf, line: totals.lines,
                    allowed: "neighbouring records have at most \(limits.groupBytes) bytes")
            }
        }
        closeChunks(count: closed)
    }

    mutating func closeChunks(count: Int) {
        outputs += open.prefix(count).map { .chunk($0.chunk) }
        open.removeFirst(count)
    }
}
