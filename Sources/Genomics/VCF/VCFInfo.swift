/// The entries of an INFO column, read in place.
package struct VCFInfo: Sequence, Sendable {
    /// One entry; ranges are offsets into the chunk's bytes.
    package struct Entry: Hashable, Sendable {
        /// Where the key stands.
        package var key: Range<Int>
        /// Nil for a flag; an empty range for `KEY=`.
        package var value: Range<Int>?
    }

    /// Walks over the column without copying it.
    package struct Iterator: IteratorProtocol, Sendable {
        fileprivate let bytes: [UInt8]
        fileprivate var rest: Range<Int>

        /// The next entry; empty ones (`;;`) are skipped.
        @inline(__always)
        package mutating func next() -> Entry? {
            while !rest.isEmpty {
                let end = bytes.firstIndex(of: UInt8(ascii: ";"), in: rest) ?? rest.upperBound
                let entry = rest.lowerBound..<end
                rest = Swift.min(end + 1, rest.upperBound)..<rest.upperBound
                guard !entry.isEmpty else { continue }
                guard let equals = bytes.firstIndex(of: UInt8(ascii: "="), in: entry) else {
                    return Entry(key: entry, value: nil)
                }
                return Entry(key: entry.lowerBound..<equals, value: equals + 1..<end)
            }
            return nil
        }
    }

    private let bytes: [UInt8]
    private let range: Range<Int>

    /// - Parameter range: where the INFO column stands in the bytes. `.` has no entries.
    package init(_ bytes: [UInt8], _ range: Range<Int>) {
        self.bytes = bytes
        self.range = bytes.isMissing(range) ? range.lowerBound..<range.lowerBound : range
    }

    /// Starts at the first entry.
    package func makeIterator() -> Iterator { Iterator(bytes: bytes, rest: range) }

    /// The first entry with a key, nil if there is none.
    package subscript(key: StaticString) -> Entry? { first { bytes.spells(key, in: $0.key) } }

    /// The first entry with a key, nil if there is none.
    package subscript(key: some StringProtocol) -> Entry? {
        let wanted = Array(key.utf8)
        return first { bytes.equal($0.key, to: wanted, at: 0..<wanted.count) }
    }
}

extension VCFRecord {
    /// The entries of the INFO column.
    package var info: VCFInfo { VCFInfo(bytes, range(of: .info)) }
}
