import CZlib

/// Streaming gzip compression with bounded memory; the counterpart of ``Inflater``, pulled in the same way.
package struct Deflater: ~Copyable {
    private let stream: ZStream
    private var input: [UInt8] = []
    private var position = 0
    private var isFinishing = false
    private var isDone = false

    /// - Parameter level: 1 (fast) to 9 (small). Level 1 is what staging wants: VCF text shrinks about fivefold at it.
    package init(level: Int = 1) throws(CompressionError) {
        precondition((1...9).contains(level), "compression levels are 1 to 9")
        stream = try ZStream(deflatingAtLevel: CInt(level), windowBits: 15 + 16)
    }

    /// Hands over the next piece. Drain with `next()` before the next push, else the pieces add up in memory.
    package mutating func push(_ bytes: [UInt8]) {
        precondition(!isFinishing, "Deflater.push(_:) after finish()")
        if position == input.count {
            input = bytes
        } else {
            input.removeFirst(position)
            input += bytes
        }
        position = 0
    }

    /// Tells that no more input comes; what remains is then drained with `next()`.
    package mutating func finish() { isFinishing = true }

    /// The next compressed bytes, nil when more input is needed or all is out.
    package mutating func next() -> [UInt8]? {
        while !isDone, position < input.count || isFinishing {
            let step = stream.deflate(
                input, from: position, capacity: Inflater.pieceSize, finishing: isFinishing)
            position += step.consumed
            isDone = step.status == Z_STREAM_END
            if !step.output.isEmpty { return step.output }
        }
        return nil
    }
}

/// Every property is plain memory or the uniquely owned zlib stream; nothing is shared.
extension Deflater: @unchecked Sendable {}
