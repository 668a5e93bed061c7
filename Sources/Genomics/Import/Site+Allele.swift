extension Site {
    /// The allele of one ALT (0-based).
    func allele(alternate index: Int, header: VCFHeader, assembly: Assembly) throws(GenomicsError) -> Allele {
        let name = record.text(of: .contig)
        guard let contig = header.contig(named: name, in: assembly) else {
            throw record.error(
                .unknownContig, in: .contig, allowed: "chromosomes 1 to 22, X, Y and MT of \(assembly) are interpreted")
        }
        let position = try record.position()
        let structure = try structure(alternate: index)
        do {
            return try Allele(
                assembly: assembly, contig: contig, position: position, reference: record.text(of: .reference),
                alternate: record.bytes.text(alternates[index]), structure: structure)
        } catch {
            var located = error
            located.line = record.line
            throw located
        }
    }

    private func structure(alternate index: Int) throws(GenomicsError) -> Allele.Structure? {
        let bytes = record.bytes
        guard info.structuralType != nil || bytes[alternates[index]].first == UInt8(ascii: "<") else { return nil }
        let end = try info.end.map { (range) throws(GenomicsError) in try number(range, field: "END") }
        var length: Int?
        if let range = info.structuralLength {
            // One value for each ALT, or one for all.
            let values = bytes.fields(in: range, separator: UInt8(ascii: ","))
            let value = values[values.count == alternates.count ? index : 0]
            length = bytes.isMissing(value) ? nil : try number(value, field: "SVLEN")
        }
        return Allele.Structure(type: info.structuralType.map { bytes.text($0) } ?? "", end: end, length: length)
    }

    private func number(_ range: Range<Int>, field: String) throws(GenomicsError) -> Int {
        guard let value = record.bytes.integer(range) else {
            throw record.error(.invalidNumber, in: .info, field: field, found: range, allowed: "a whole number")
        }
        return value
    }
}
