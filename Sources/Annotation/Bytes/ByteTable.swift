/// Finds a name among a fixed set by its bytes, without making a `String` of it: INFO ids and consequence terms.
struct ByteTable: Sendable {
    private let names: [[UInt8]]
    private let slots: [Int32]

    /// - Parameter names: distinct; their positions are the answers of ``index(of:in:)``.
    init(_ names: some Sequence<String>) {
        let names = names.map { Array($0.utf8) }
        var size = 16
        while size < names.count * 2 { size *= 2 }
        var slots = [Int32](repeating: -1, count: size)
        for (index, name) in names.enumerated() {
            var slot = ByteTable.hash(name.span, 0..<name.count) & (size - 1)
            while slots[slot] >= 0 { slot = (slot + 1) & (size - 1) }
            slots[slot] = Int32(index)
        }
        self.names = names
        self.slots = slots
    }

    func index(of range: Range<Int>, in bytes: Span<UInt8>) -> Int? {
        var slot = ByteTable.hash(bytes, range) & (slots.count - 1)
        while slots[slot] >= 0 {
            let index = Int(slots[slot])
            if matches(index, range, bytes) { return index }
            slot = (slot + 1) & (slots.count - 1)
        }
        return nil
    }

    private func matches(_ index: Int, _ range: Range<Int>, _ bytes: Span<UInt8>) -> Bool {
        let name = names[index]
        guard name.count == range.count else { return false }
        for offset in 0..<name.count where name[offset] != bytes[range.lowerBound + offset] { return false }
        return true
    }

    /// FNV-1a: short names, no adversary (the set is fixed and half empty).
    private static func hash(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Int {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for position in range {
            hash = (hash ^ UInt64(bytes[position])) &* 0x0000_0100_0000_01b3
        }
        return Int(truncatingIfNeeded: hash ^ (hash >> 32))
    }
}
