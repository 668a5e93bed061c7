/// Watches the compressed bytes go by and tells whether a BGZF file is whole.
///
/// BGZF is a series of small gzip members, so one that was cut at a member's border inflates without a fault; only the
/// empty block that ends each BGZF file proves that nothing is missing.
struct BGZFTrace {
    private static let endMarker: [UInt8] = [
        0x1f, 0x8b, 8, 4, 0, 0, 0, 0, 0, 0xff, 6, 0, 0x42, 0x43, 2, 0, 0x1b, 0, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    ]

    private var head: [UInt8] = []
    private var tail: [UInt8] = []

    mutating func observe(_ bytes: [UInt8]) {
        if head.count < 16 { head += bytes.prefix(16 - head.count) }
        tail = (tail + bytes.suffix(Self.endMarker.count)).suffix(Self.endMarker.count)
    }

    var isComplete: Bool { !isBGZF || tail == Self.endMarker }

    /// A gzip header with the extra field "BC", which the format puts first.
    private var isBGZF: Bool {
        head.count == 16 && head[..<4] == [0x1f, 0x8b, 8, 4] && head[12..<16] == [0x42, 0x43, 2, 0]
    }
}
