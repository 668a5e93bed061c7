/// Structural variants. `start` is the base in front of the first affected one, as in VCF; `end` is the true end.
extension Allele {
    /// A structural variant whose bases are spelled out.
    init(_ site: Site, structural change: TrimmedChange, _ structure: Structure) throws(GenomicsError) {
        let type = structure.type == "INS" ? .insertion : Self.symbolicType(structure.type)
        guard let type else { throw Self.unsupported(site, structure.type) }
        let from = String(decoding: change.deleted, as: UTF8.self)
        let to = String(decoding: change.inserted, as: UTF8.self)
        let length = structure.length.map(abs) ?? abs(change.deleted.count - change.inserted.count)
        let end = change.start + change.deleted.count
        let place = "\(Self.symbol(of: type)):\(change.start - 1):\(end):\(length)"
        self.init(
            assembly: site.assembly, contig: site.contig, start: change.start - 1, end: end,
            changeFrom: from, changeTo: to, changeType: type, callerType: .cnv, length: length,
            // The deleted bases follow from the place; the inserted ones do not.
            key: AlleleKey(text: "\(site.assembly):\(site.contig):\(place):\(to)"),
            vcfPosition: site.position, vcfReference: site.reference, vcfAlternate: site.alternate)
    }

    /// A structural variant with a symbolic ALT. Its type is the symbol's, else SVTYPE's.
    init(_ site: Site, symbolic alternate: String, _ structure: Structure?) throws(GenomicsError) {
        let name = alternate.hasPrefix("<") ? String(alternate.dropFirst().dropLast()) : "BND"
        guard let type = Self.symbolicType(name) ?? structure.flatMap({ Self.symbolicType($0.type) }),
            alternate.hasPrefix("<")
        else { throw Self.unsupported(site, structure?.type ?? name) }
        let start = site.position - 1
        let end = try Self.end(of: site, structure)
        // Without SVLEN the length is that of the affected bases, which begin behind the base at POS.
        let length = structure?.length.map(abs) ?? end - site.position
        let symbol = Self.symbol(of: type)
        self.init(
            assembly: site.assembly, contig: site.contig, start: start, end: end, changeFrom: "", changeTo: "",
            changeType: type, callerType: .cnv, length: length,
            key: AlleleKey(text: "\(site.assembly):\(site.contig):\(symbol):\(start):\(end):\(length)"),
            vcfPosition: site.position, vcfReference: site.reference, vcfAlternate: site.alternate)
    }

    private static func symbolicType(_ name: String) -> ChangeType? {
        let levels = name.split(separator: ":")
        switch levels.first {
        case "DEL": return levels.dropFirst().first == "ME" ? .mobileElementDeletion : .deletion
        case "DUP": return levels.dropFirst().first == "TANDEM" ? .tandemDuplication : .duplication
        default: return nil
        }
    }

    private static func symbol(of type: ChangeType) -> String {
        switch type {
        case .mobileElementDeletion: "<DEL:ME>"
        case .tandemDuplication: "<DUP:TANDEM>"
        case .duplication: "<DUP>"
        case .insertion: "<INS>"
        default: "<DEL>"
        }
    }

    private static func end(of site: Site, _ structure: Structure?) throws(GenomicsError) -> Int {
        let last = site.assembly.length(of: site.contig)
        guard let end = structure?.end ?? structure?.length.map({ site.position + abs($0) }) else {
            throw GenomicsError(
                .unknownLength, in: .vcf, column: "INFO", field: "END",
                allowed: "a symbolic allele needs END or SVLEN")
        }
        guard end > site.position else {
            throw GenomicsError(
                .invalidEnd, in: .vcf, column: "INFO", field: "END", found: "\(end)",
                allowed: "the end lies behind POS")
        }
        guard end <= last else {
            throw GenomicsError(
                .invalidEnd, in: .vcf, column: "INFO", field: "END", found: "\(end)",
                allowed: "contig \(site.contig) of \(site.assembly) has \(last) bases")
        }
        return end
    }

    private static func unsupported(_ site: Site, _ type: String) -> GenomicsError {
        GenomicsError(
            .unsupportedStructuralVariant, in: .vcf, column: "INFO", field: "SVTYPE", found: type,
            allowed: "deletions, duplications and insertions with their bases are imported")
    }
}
