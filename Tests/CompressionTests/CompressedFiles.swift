import Compression

/// Inputs for the tests, made from one text.
enum CompressedFiles {
    /// Bytes that neither repeat nor compress to nothing.
    static func text(count: Int, seed: UInt64 = 1) -> [UInt8] {
        var state = seed
        return (0..<count).map { _ in
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return UInt8(ascii: "A") + UInt8(truncatingIfNeeded: state >> 60)
        }
    }

    static func members(_ bytes: [UInt8], size: Int) throws -> [UInt8] {
        var result: [UInt8] = []
        var start = 0
        while start < bytes.count {
            let end = min(start + size, bytes.count)
            result += try Gzip.compress(Array(bytes[start..<end]))
            start = end
        }
        return result
    }

    /// The members of a BGZF file; the block size that a reader with an index would use is left at zero.
    static func bgzf(_ bytes: [UInt8], size: Int, withEndMarker: Bool = true) throws -> [UInt8] {
        var result: [UInt8] = []
        var start = 0
        while start < bytes.count {
            let end = min(start + size, bytes.count)
            var member = try Gzip.compress(Array(bytes[start..<end]))
            member[3] = 4
            member.insert(contentsOf: [6, 0, 0x42, 0x43, 2, 0, 0, 0], at: 10)
            result += member
            start = end
        }
        return withEndMarker ? result + endMarker : result
    }

    static let endMarker: [UInt8] = [
        0x1f, 0x8b, 8, 4, 0, 0, 0, 0, 0, 0xff, 6, 0, 0x42, 0x43, 2, 0, 0x1b, 0, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    ]

    static func inflate(_ bytes: [UInt8], pieceSize: Int, limit: Int = .max) throws -> [UInt8] {
        var inflater = try Inflater(outputLimit: limit)
        var result: [UInt8] = []
        var start = 0
        while start < bytes.count {
            let end = min(start + pieceSize, bytes.count)
            inflater.push(Array(bytes[start..<end]))
            while let piece = try inflater.next() { result += piece }
            start = end
        }
        try inflater.finish()
        return result
    }
}
