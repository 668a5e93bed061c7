extension [UInt8] {
    /// The text of a range; invalid UTF-8 is repaired.
    package func text(_ range: Range<Int>) -> String { String(decoding: self[range], as: UTF8.self) }

    /// Calls back with each piece between separators, until it answers false.
    @inline(__always)
    func forEachField(in range: Range<Int>, separator: UInt8, _ body: (Range<Int>) -> Bool) {
        var start = range.lowerBound
        while let end = firstIndex(of: separator, in: start..<range.upperBound) {
            guard body(start..<end) else { return }
            start = end + 1
        }
        _ = body(start..<range.upperBound)
    }

    /// The pieces between separators; one empty piece for an empty range.
    func fields(in range: Range<Int>, separator: UInt8) -> [Range<Int>] {
        var result: [Range<Int>] = []
        forEachField(in: range, separator: separator) { field in
            result.append(field)
            return true
        }
        return result
    }

    /// A whole number with optional minus sign that fits 32 bits (all that VCF allows), else nil.
    @inline(__always)
    func integer(_ range: Range<Int>) -> Int? {
        var index = range.lowerBound
        guard index < range.upperBound else { return nil }
        let isNegative = self[index] == UInt8(ascii: "-")
        if isNegative { index += 1 }
        guard index < range.upperBound, range.upperBound - index <= 10 else { return nil }
        var value = 0
        while index < range.upperBound {
            let digit = self[index] &- UInt8(ascii: "0")
            guard digit <= 9 else { return nil }
            value = value * 10 + Int(digit)
            index += 1
        }
        value = isNegative ? -value : value
        return Int(Int32(clamping: value)) == value ? value : nil
    }

    /// A finite decimal number, else nil. Parsed as a double from the text itself, so 0.01 is 0.01.
    func decimal(_ range: Range<Int>) -> Double? {
        if let whole = integer(range) { return Double(whole) }
        // `Double(_:)` also takes hexadecimal, "nan" and "inf", which are no measured values.
        let isPlain = self[range].allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "-"), UInt8(ascii: "+"),
                UInt8(ascii: "e"), UInt8(ascii: "E"):
                true
            default: false
            }
        }
        guard isPlain, let value = Double(text(range)), value.isFinite else { return nil }
        return value
    }

    /// Whether the range is VCF's "no value".
    @inline(__always)
    func isMissing(_ range: Range<Int>) -> Bool {
        range.count == 1 && self[range.lowerBound] == UInt8(ascii: ".")
    }
}
