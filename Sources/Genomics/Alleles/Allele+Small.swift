extension Allele {
    /// A small variant: the change as it remains after trimming.
    init(_ site: Site, small change: TrimmedChange) {
        let from = String(decoding: change.deleted, as: UTF8.self)
        let to = String(decoding: change.inserted, as: UTF8.self)
        let type: ChangeType
        var start = change.start
        var end = change.start + change.deleted.count
        var length = max(change.deleted.count, change.inserted.count)
        switch (change.deleted.count, change.inserted.count) {
        case (1, 1): type = .snp
        case (0, _):
            type = .insertion
            // An insertion stands between two bases; it is placed on the one in front of it.
            start -= 1
            end = start + 1
            length = 1
        case (_, 0): type = .deletion
        default: type = .indel
        }
        self.init(
            assembly: site.assembly, contig: site.contig, start: start, end: end, changeFrom: from, changeTo: to,
            changeType: type, callerType: .snv, length: length,
            key: AlleleKey(text: "\(site.assembly):\(site.contig):\(change.start):\(from):\(to)"),
            vcfPosition: site.position, vcfReference: site.reference, vcfAlternate: site.alternate)
    }
}
