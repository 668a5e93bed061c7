/// The fields of one INFO column that a configuration asks for.
struct InfoFields {
    struct Field {
        /// Position in the table of sources.
        let source: Int
        /// The text after `=`; `nil` for a flag.
        let value: Range<Int>?
    }

    /// In the record's order.
    private(set) var ordered: [Field] = []
    /// By source: position in ``ordered``, -1 when absent. A repeated field counts with its first text.
    private var first: [Int32]

    init(_ info: Span<UInt8>, sources: ByteTable, sourceCount: Int) {
        self.first = Array(repeating: -1, count: sourceCount)
        ordered.reserveCapacity(sourceCount)
        var start = 0
        while start < info.count {
            let end = info.position(of: UInt8(ascii: ";"), in: start..<info.count)
            let equals = info.position(of: UInt8(ascii: "="), in: start..<end)
            if let source = sources.index(of: start..<equals, in: info) {
                if first[source] < 0 { first[source] = Int32(ordered.count) }
                ordered.append(Field(source: source, value: equals < end ? equals + 1..<end : nil))
            }
            start = end + 1
        }
    }

    func isPresent(_ source: Int) -> Bool {
        first[source] >= 0
    }

    func value(of source: Int) -> Range<Int>? {
        first[source] < 0 ? nil : ordered[Int(first[source])].value
    }
}
