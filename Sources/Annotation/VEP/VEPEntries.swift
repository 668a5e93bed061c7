/// The entries of one CSQ text, cut into fields; ranges are positions in the INFO bytes.
struct VEPEntries {
    private let layout: VEPLayout
    /// For each entry `fieldCount` starts and, after them, one past the end of its last field.
    private var starts: [Int] = []

    private(set) var count = 0
    /// Entries with fewer or more fields than the header names; what is missing or too much is empty.
    private(set) var unevenEntries = 0

    /// - Returns: `nil` when an entry has text in fields that the header does not name: the columns may be shifted.
    init?(_ text: Range<Int>, layout: VEPLayout, in bytes: Span<UInt8>) {
        self.layout = layout
        starts.reserveCapacity(32 * (layout.fieldCount + 1))
        var start = text.lowerBound
        while start < text.upperBound {
            let end = bytes.position(of: UInt8(ascii: ","), in: start..<text.upperBound)
            guard append(start..<end, bytes) else { return nil }
            start = end + 1
        }
    }

    private mutating func append(_ entry: Range<Int>, _ bytes: Span<UInt8>) -> Bool {
        var fields = 1
        starts.append(entry.lowerBound)
        for position in entry where bytes[position] == UInt8(ascii: "|") {
            fields += 1
            if fields <= layout.fieldCount {
                starts.append(position + 1)
            } else if position + 1 < entry.upperBound, bytes[position + 1] != UInt8(ascii: "|") {
                return false
            }
        }
        if fields != layout.fieldCount { unevenEntries += 1 }
        fields = Swift.min(fields, layout.fieldCount)
        // The last field ends before a bar that is too much.
        let end = bytes.position(of: UInt8(ascii: "|"), in: starts[starts.count - 1]..<entry.upperBound)
        for _ in fields...layout.fieldCount { starts.append(end + 1) }
        count += 1
        return true
    }

    /// The field of a column; `nil` when it is empty or the file has no such column.
    func field(_ column: VEPColumn, of entry: Int) -> Range<Int>? {
        guard let field = layout.field(of: column) else { return nil }
        let offset = entry * (layout.fieldCount + 1) + field
        let (start, end) = (starts[offset], starts[offset + 1] - 1)
        return start < end ? start..<end : nil
    }

    func text(_ column: VEPColumn, of entry: Int, in bytes: Span<UInt8>) -> String? {
        field(column, of: entry).map { VCFText.decode($0, in: bytes) }
    }
}
