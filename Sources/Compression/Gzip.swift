/// Whole values, for what is known to be small (a chunk of an upload, a stored document).
package enum Gzip {
    /// The bytes as one gzip member.
    package static func compress(_ bytes: [UInt8], level: Int = 1) throws(CompressionError) -> [UInt8] {
        var deflater = try Deflater(level: level)
        deflater.push(bytes)
        deflater.finish()
        var result: [UInt8] = []
        while let piece = deflater.next() { result += piece }
        return result
    }

    /// The content of gzip data (plain bytes come back unchanged).
    /// - Parameter limit: how many bytes may come out at most.
    package static func decompress(_ bytes: [UInt8], limit: Int) throws(CompressionError) -> [UInt8] {
        var inflater = try Inflater(outputLimit: limit)
        inflater.push(bytes)
        var result: [UInt8] = []
        while let piece = try inflater.next() { result += piece }
        try inflater.finish()
        return result
    }
}
