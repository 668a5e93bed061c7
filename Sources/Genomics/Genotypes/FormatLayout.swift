/// Which position each FORMAT key of interest has in the sample columns of a record.
struct FormatLayout: Sendable {
    enum Key: Int, CaseIterable {
        case gt, ad, dp, gq, pl, cn

        var name: String { ["GT", "AD", "DP", "GQ", "PL", "CN"][rawValue] }
    }

    /// Position to key; nil for keys that are not read.
    private var keys: [Key?] = []

    init(_ bytes: [UInt8], _ range: Range<Int>) {
        bytes.forEachField(in: range, separator: UInt8(ascii: ":")) { field in
            let key: Key? =
                if field.count != 2 { nil } else {
                    switch (bytes[field.lowerBound], bytes[field.lowerBound + 1]) {
                    case (UInt8(ascii: "G"), UInt8(ascii: "T")): .gt
                    case (UInt8(ascii: "A"), UInt8(ascii: "D")): .ad
                    case (UInt8(ascii: "D"), UInt8(ascii: "P")): .dp
                    case (UInt8(ascii: "G"), UInt8(ascii: "Q")): .gq
                    case (UInt8(ascii: "P"), UInt8(ascii: "L")): .pl
                    case (UInt8(ascii: "C"), UInt8(ascii: "N")): .cn
                    default: nil
                    }
                }
            keys.append(key.flatMap { keys.contains($0) ? nil : $0 })
            return true
        }
    }

    /// Calls back with each field of interest that a sample column has. Fields dropped at its end are allowed.
    /// - Returns: false if the column has more fields than FORMAT.
    @inline(__always)
    func forEachField(_ bytes: [UInt8], _ range: Range<Int>, _ body: (Key, Range<Int>) -> Void) -> Bool {
        var index = 0
        bytes.forEachField(in: range, separator: UInt8(ascii: ":")) { field in
            defer { index += 1 }
            guard index < keys.count else { return false }
            if let key = keys[index] { body(key, field) }
            return true
        }
        return index <= keys.count
    }

    /// Where GT stands in a sample column, nil if it has none. VCF wants GT first, so this seldom walks.
    func genotype(_ bytes: [UInt8], _ range: Range<Int>) -> Range<Int>? {
        guard let position = keys.firstIndex(of: .gt) else { return nil }
        var index = 0
        var result: Range<Int>?
        bytes.forEachField(in: range, separator: UInt8(ascii: ":")) { field in
            if index == position { result = field }
            index += 1
            return result == nil
        }
        return result
    }
}
