#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

extension Span where Element == UInt8 {
    /// The first position of a byte in `range`, or its end. The one place that leaves bounds-checked code: libc's
    /// search runs several times faster than a Swift loop.
    func position(of byte: UInt8, in range: Range<Int>) -> Int {
        precondition(range.lowerBound >= 0 && range.upperBound <= count, "range outside of the bytes")
        guard !range.isEmpty else { return range.upperBound }
        return withUnsafeBufferPointer { buffer in
            guard let base = buffer.baseAddress,
                let hit = memchr(base + range.lowerBound, Int32(byte), range.count)
            else { return range.upperBound }
            return UnsafeRawPointer(hit) - UnsafeRawPointer(base)
        }
    }

    /// The text of a range; bytes that are no UTF-8 become U+FFFD.
    func text(_ range: Range<Int>) -> String {
        let part = extracting(range)
        return part.withUnsafeBufferPointer { String(decoding: $0, as: UTF8.self) }
    }

    /// Whether two ranges hold the same bytes.
    func areEqual(_ left: Range<Int>, _ right: Range<Int>) -> Bool {
        guard left.count == right.count else { return false }
        for offset in 0..<left.count where self[left.lowerBound + offset] != self[right.lowerBound + offset] {
            return false
        }
        return true
    }

    /// Whether the range holds exactly the ASCII text.
    func equals(_ text: StaticString, _ range: Range<Int>) -> Bool {
        range.count == text.utf8CodeUnitCount && starts(with: text, range)
    }

    /// Whether the range begins with the ASCII text.
    func starts(with text: StaticString, _ range: Range<Int>) -> Bool {
        guard range.count >= text.utf8CodeUnitCount else { return false }
        return text.withUTF8Buffer { expected in
            for offset in expected.indices where expected[offset] != self[range.lowerBound + offset] {
                return false
            }
            return true
        }
    }

    /// The ranges between separators; one empty range for an empty text.
    func split(_ range: Range<Int>, by separator: UInt8) -> [Range<Int>] {
        var parts: [Range<Int>] = []
        var start = range.lowerBound
        while true {
            let end = position(of: separator, in: start..<range.upperBound)
            parts.append(start..<end)
            guard end < range.upperBound else { return parts }
            start = end + 1
        }
    }
}
