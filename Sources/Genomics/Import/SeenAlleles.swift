/// The alleles of the records at the current position, so that one that is listed twice is stored once.
///
/// It forgets at each new position: the cutter keeps the records of one position together, so what is found here does
/// not depend on where a file was cut.
struct SeenAlleles {
    private var contig: [UInt8] = []
    private var position: [UInt8] = []
    private var lines: [AlleleKey: Int] = [:]

    /// Announces the next record.
    mutating func move(to record: VCFRecord) {
        let contigRange = record.range(of: .contig)
        let positionRange = record.range(of: .position)
        let isSame =
            record.bytes.equal(positionRange, to: position, at: 0..<position.count)
            && record.bytes.equal(contigRange, to: contig, at: 0..<contig.count)
        if isSame { return }
        contig = Array(record.bytes[contigRange])
        position = Array(record.bytes[positionRange])
        lines.removeAll(keepingCapacity: true)
    }

    /// Notes an allele of the current record.
    /// - Returns: the line where the same allele stood before, nil if it is new.
    mutating func insert(_ key: AlleleKey, line: Int) -> Int? {
        if let earlier = lines[key] { return earlier }
        lines[key] = line
        return nil
    }
}
