/// A set of rows of a ``FilterInput``, one bit each.
package struct RowSet: Hashable, Sendable {
    private var words: [UInt64]

    /// The empty set over rows `0..<count`.
    package init(count: Int) {
        words = Array(repeating: 0, count: (count + 63) / 64)
    }

    /// All rows `0..<count`.
    package init(all count: Int) {
        words = Array(repeating: .max, count: (count + 63) / 64)
        if count % 64 != 0 { words[words.count - 1] = (1 << UInt64(count % 64)) - 1 }
    }

    /// Number of rows in the set.
    package var count: Int { words.reduce(0) { $0 + $1.nonzeroBitCount } }
    /// Whether no row is in the set.
    package var isEmpty: Bool { words.allSatisfy { $0 == 0 } }

    /// Whether a row is in the set.
    package func contains(_ row: Int) -> Bool {
        words[row / 64] & (1 << UInt64(row % 64)) != 0
    }

    /// Adds a row.
    package mutating func insert(_ row: Int) {
        words[row / 64] |= 1 << UInt64(row % 64)
    }

    /// Adds the rows of a set over the same input.
    package mutating func formUnion(_ other: RowSet) {
        for index in words.indices { words[index] |= other.words[index] }
    }

    /// Keeps the rows that are also in a set over the same input.
    package mutating func formIntersection(_ other: RowSet) {
        for index in words.indices { words[index] &= other.words[index] }
    }

    /// Takes out the rows of a set over the same input.
    package mutating func subtract(_ other: RowSet) {
        for index in words.indices { words[index] &= ~other.words[index] }
    }

    /// The rows in ascending order for which the condition holds.
    package func filter(_ isIncluded: (Int) -> Bool) -> RowSet {
        var result = self
        for index in words.indices {
            var rest = words[index]
            while rest != 0 {
                let bit = UInt64(rest.trailingZeroBitCount)
                rest &= rest - 1
                if !isIncluded(index * 64 + Int(bit)) { result.words[index] &= ~(1 << bit) }
            }
        }
        return result
    }

    /// Calls the body with each row, ascending.
    package func forEach(_ body: (Int) -> Void) {
        for index in words.indices {
            var rest = words[index]
            while rest != 0 {
                body(index * 64 + rest.trailingZeroBitCount)
                rest &= rest - 1
            }
        }
    }
}
