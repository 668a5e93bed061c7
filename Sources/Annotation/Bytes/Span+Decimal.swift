#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

extension Span where Element == UInt8 {
    /// The end of the longest JSON number (RFC 8259) that starts at `start`, or `start` when there is none.
    func jsonNumberEnd(from start: Int) -> Int {
        var position = start
        if position < count, self[position] == UInt8(ascii: "-") { position += 1 }
        let whole = digitsEnd(from: position)
        guard whole > position else { return start }
        // A leading zero stands alone.
        if self[position] == UInt8(ascii: "0"), whole > position + 1 { return start }
        position = whole
        if position < count, self[position] == UInt8(ascii: ".") {
            let fraction = digitsEnd(from: position + 1)
            guard fraction > position + 1 else { return start }
            position = fraction
        }
        if position < count, self[position] | 0x20 == UInt8(ascii: "e") {
            var exponent = position + 1
            if exponent < count, self[exponent] == UInt8(ascii: "-") || self[exponent] == UInt8(ascii: "+") {
                exponent += 1
            }
            let end = digitsEnd(from: exponent)
            guard end > exponent else { return start }
            position = end
        }
        return position
    }

    private func digitsEnd(from start: Int) -> Int {
        var position = start
        while position < count, self[position] &- UInt8(ascii: "0") < 10 { position += 1 }
        return position
    }

    /// The whole text as a JSON number with its digits kept: `.5`, `5.`, `+1` and `007` are brought into the grammar.
    /// `nil` when it is no finite decimal (also `nan` and `inf`, which JSON cannot hold).
    func decimalText() -> JSONNumber? {
        if count > 0, jsonNumberEnd(from: 0) == count { return JSONNumber(valid: text(0..<count)) }
        var rest = 0
        var text = ""
        if count > 0, self[0] == UInt8(ascii: "-") || self[0] == UInt8(ascii: "+") {
            if self[0] == UInt8(ascii: "-") { text = "-" }
            rest = 1
        }
        let whole = digitsEnd(from: rest)
        let hasWhole = whole > rest
        while rest + 1 < whole, self[rest] == UInt8(ascii: "0") { rest += 1 }
        text += hasWhole ? self.text(rest..<whole) : "0"
        rest = whole
        if rest < count, self[rest] == UInt8(ascii: ".") {
            let fraction = digitsEnd(from: rest + 1)
            guard hasWhole || fraction > rest + 1 else { return nil }
            text += fraction > rest + 1 ? self.text(rest..<fraction) : ".0"
            rest = fraction
        } else if !hasWhole {
            return nil
        }
        text += self.text(rest..<count)
        return text.utf8.span.jsonNumberEnd(from: 0) == text.utf8.count ? JSONNumber(valid: text) : nil
    }

    /// The double nearest to a JSON number text. Up to 15 digits with a small exponent, one exact division or
    /// multiplication gives the correctly rounded result; the C library does the rest.
    func decimalValue() -> Double {
        var digits: UInt64 = 0
        var digitCount = 0
        var exponent = 0
        var seenPoint = false
        var position = 0
        let isNegative = count > 0 && self[0] == UInt8(ascii: "-")
        if isNegative { position = 1 }
        scan: while position < count {
            let byte = self[position]
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"):
                digits = digits &* 10 &+ UInt64(byte &- UInt8(ascii: "0"))
                if digits > 0 { digitCount += 1 }
                if seenPoint { exponent -= 1 }
            case UInt8(ascii: "."): seenPoint = true
            default: break scan
            }
            position += 1
        }
        guard position == count, digitCount <= 15, exponent >= -22 else { return slowDecimalValue() }
        let magnitude = exponent == 0 ? Double(digits) : Double(digits) / powersOfTen[-exponent]
        return isNegative ? -magnitude : magnitude
    }

    private func slowDecimalValue() -> Double {
        strtod(text(0..<count), nil)
    }
}

/// Powers of ten that a double holds exactly.
private let powersOfTen: [Double] = [
    1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20,
    1e21, 1e22,
]
