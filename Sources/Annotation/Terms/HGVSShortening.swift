/// A coding HGVS name with long sequences shortened for display: an inserted run of ten or more bases becomes its
/// length, a deleted or duplicated one is left out (behavioural specification 3.4).
package struct HGVSShortening: Hashable, Sendable {
    /// The name to show; the name itself when nothing is long.
    package let short: String
    /// The inserted bases that ``short`` left out.
    package let insertion: String?

    private static let longRun = 10

    /// - Parameter name: the HGVS name after the accession, for example `c.5_6insACGT`.
    package init(_ name: String) {
        guard name.utf8.count > HGVSShortening.longRun else {
            self.short = name
            self.insertion = nil
            return
        }
        let bytes = name.utf8.span
        var short: [UInt8] = []
        var insertion: String?
        var position = 0
        while position < bytes.count {
            let run = HGVSShortening.run(in: bytes, from: position)
            let isInsertion = HGVSShortening.ends(short, with: "ins")
            if run.count >= HGVSShortening.longRun,
                isInsertion || HGVSShortening.ends(short, with: "del") || HGVSShortening.ends(short, with: "dup")
            {
                if isInsertion {
                    short.append(contentsOf: "(\(run.count))".utf8)
                    insertion = bytes.text(run)
                }
                position = run.upperBound
            } else {
                let end = Swift.max(run.upperBound, position + 1)
                for index in position..<end { short.append(bytes[index]) }
                position = end
            }
        }
        self.short = String(decoding: short, as: UTF8.self)
        self.insertion = insertion
    }

    private static func run(in bytes: Span<UInt8>, from start: Int) -> Range<Int> {
        var end = start
        loop: while end < bytes.count {
            switch bytes[end] {
            case UInt8(ascii: "A"), UInt8(ascii: "C"), UInt8(ascii: "G"), UInt8(ascii: "T"): end += 1
            default: break loop
            }
        }
        return start..<end
    }

    private static func ends(_ bytes: [UInt8], with text: StaticString) -> Bool {
        bytes.count >= 3 && bytes.span.equals(text, bytes.count - 3..<bytes.count)
    }
}
