/// Texts as VCF writes them.
enum VCFText {
    /// The text of a range with the eight percent sequences of VCF 4.3 (1.2) decoded. Other percent signs stay: they
    /// are ordinary characters of older files. VEP escapes `=` in HGVS names this way whatever the file's version.
    static func decode(_ range: Range<Int>, in bytes: Span<UInt8>) -> String {
        guard bytes.position(of: UInt8(ascii: "%"), in: range) < range.upperBound else { return bytes.text(range) }
        var content: [UInt8] = []
        var position = range.lowerBound
        while position < range.upperBound {
            if bytes[position] == UInt8(ascii: "%"), position + 2 < range.upperBound,
                let byte = character(bytes[position + 1], bytes[position + 2])
            {
                content.append(byte)
                position += 3
            } else {
                content.append(bytes[position])
                position += 1
            }
        }
        return String(decoding: content, as: UTF8.self)
    }

    private static func character(_ high: UInt8, _ low: UInt8) -> UInt8? {
        switch (high, low | 0x20) {
        case (UInt8(ascii: "3"), UInt8(ascii: "a")): UInt8(ascii: ":")
        case (UInt8(ascii: "3"), UInt8(ascii: "b")): UInt8(ascii: ";")
        case (UInt8(ascii: "3"), UInt8(ascii: "d")): UInt8(ascii: "=")
        case (UInt8(ascii: "2"), UInt8(ascii: "5")): UInt8(ascii: "%")
        case (UInt8(ascii: "2"), UInt8(ascii: "c")): UInt8(ascii: ",")
        case (UInt8(ascii: "0"), UInt8(ascii: "d")): UInt8(ascii: "\r")
        case (UInt8(ascii: "0"), UInt8(ascii: "a")): UInt8(ascii: "\n")
        case (UInt8(ascii: "0"), UInt8(ascii: "9")): UInt8(ascii: "\t")
        default: nil
        }
    }
}
