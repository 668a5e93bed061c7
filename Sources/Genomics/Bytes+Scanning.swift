#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// The one place that touches memory through pointers; everything above works with these functions and with ranges.
extension [UInt8] {
    /// The first index of a byte inside a range, through `memchr` (several times the speed of a loop).
    @inline(__always)
    func firstIndex(of byte: UInt8, in range: Range<Int>) -> Int? {
        precondition(range.lowerBound >= 0 && range.upperBound <= count, "range outside the bytes")
        return withUnsafeBufferPointer { buffer in
            guard let base = buffer.baseAddress, !range.isEmpty else { return nil }
            guard let hit = memchr(base + range.lowerBound, Int32(byte), range.count) else { return nil }
            return UnsafeRawPointer(base).distance(to: UnsafeRawPointer(hit))
        }
    }

    /// Whether the bytes of a range are those of another array's range.
    @inline(__always)
    func equal(_ range: Range<Int>, to other: [UInt8], at otherRange: Range<Int>) -> Bool {
        precondition(range.upperBound <= count && otherRange.upperBound <= other.count, "range outside the bytes")
        guard range.count == otherRange.count else { return false }
        return withUnsafeBufferPointer { mine in
            other.withUnsafeBufferPointer { theirs in
                guard let a = mine.baseAddress, let b = theirs.baseAddress else { return true }
                return memcmp(a + range.lowerBound, b + otherRange.lowerBound, range.count) == 0
            }
        }
    }

    /// Whether the bytes of a range spell an ASCII literal.
    @inline(__always)
    func spells(_ literal: StaticString, in range: Range<Int>) -> Bool {
        precondition(range.lowerBound >= 0 && range.upperBound <= count, "range outside the bytes")
        guard range.count == literal.utf8CodeUnitCount else { return false }
        return withUnsafeBufferPointer { buffer in
            guard let base = buffer.baseAddress else { return literal.utf8CodeUnitCount == 0 }
            return memcmp(base + range.lowerBound, literal.utf8Start, range.count) == 0
        }
    }
}
