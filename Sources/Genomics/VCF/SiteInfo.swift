/// The INFO entries that decide about alleles and blocks, found in one pass over the column.
struct SiteInfo {
    var structuralType: Range<Int>?
    var structuralLength: Range<Int>?
    var end: Range<Int>?
    var oldMultiallelic: Range<Int>?

    init(_ info: VCFInfo, in bytes: [UInt8]) {
        for entry in info {
            guard let value = entry.value, !entry.key.isEmpty, !value.isEmpty, !bytes.isMissing(value) else { continue }
            // The first byte rules out nearly all of an annotated record's hundred keys.
            switch bytes[entry.key.lowerBound] {
            case UInt8(ascii: "S"):
                if bytes.spells("SVTYPE", in: entry.key) {
                    structuralType = structuralType ?? value
                } else if bytes.spells("SVLEN", in: entry.key) {
                    structuralLength = structuralLength ?? value
                }
            case UInt8(ascii: "E"):
                if bytes.spells("END", in: entry.key) { end = end ?? value }
            case UInt8(ascii: "O"):
                if bytes.spells("OLD_MULTIALLELIC", in: entry.key) { oldMultiallelic = oldMultiallelic ?? value }
            default: break
            }
        }
    }
}
