import CZlib

/// Streaming decompression of plain, gzip (one or many members) and BGZF input with bounded memory.
///
/// Pull-driven, so that a small piece of input that inflates to gigabytes never exists in memory at once:
///
///     inflater.push(piece)
///     while let bytes = try inflater.next() { … }   // at most `pieceSize` bytes each
///     …
///     try inflater.finish()                          // after the last piece: is the input complete?
///
/// Input whose first byte is not that of a gzip header passes through unchanged.
package struct Inflater: ~Copyable {
    /// The largest array `next()` returns, in bytes.
    package static let pieceSize = 256 * 1024

    private enum State {
        case start, plain, member, betweenMembers, padding
    }

    private let stream: ZStream
    private let outputLimit: Int
    private var state = State.start
    private var input: [UInt8] = []
    private var position = 0
    private var used = 0
    private var produced = 0
    private var trace = BGZFTrace()

    /// - Parameter outputLimit: how many bytes may come out in all; more is an error (a decompression bomb, or a file
    ///   larger than is allowed).
    package init(outputLimit: Int = .max) throws(CompressionError) {
        // 15 bits of window and 16 for "expect a gzip header".
        stream = try ZStream(inflatingWithWindowBits: 15 + 16)
        self.outputLimit = outputLimit
    }

    /// Hands over the next piece of the file, of any size. Drain with `next()` before the next push, else the pieces
    /// add up in memory.
    package mutating func push(_ bytes: [UInt8]) {
        if position == input.count {
            input = bytes
        } else {
            input.removeFirst(position)
            input += bytes
        }
        position = 0
        trace.observe(bytes)
    }

    /// The next decompressed bytes, nil when more input is needed.
    package mutating func next() throws(CompressionError) -> [UInt8]? {
        while position < input.count {
            switch state {
            case .start:
                state = input[position] == 0x1f ? .member : .plain
            case .plain:
                let end = min(position + Self.pieceSize, input.count)
                let piece = Array(input[position..<end])
                advance(to: end)
                try count(piece.count)
                return piece
            case .member:
                if let piece = try inflate() { return piece }
            case .betweenMembers:
                try beginMember()
            case .padding:
                guard input[position...].allSatisfy({ $0 == 0 }) else { throw trailingData() }
                advance(to: input.count)
            }
        }
        // zlib may hold output back that did not fit into the last piece.
        return state == .member ? try inflate() : nil
    }

    /// Checks, after the last piece was drained, that the input did not end early.
    package func finish() throws(CompressionError) {
        precondition(position == input.count, "Inflater.finish() before the input was drained")
        guard state != .member else {
            throw fault(.truncated, "the gzip data ends early; send the file again")
        }
        guard trace.isComplete else {
            throw fault(.truncated, "the BGZF end marker is missing, so the file was cut off; send the file again")
        }
    }

    private mutating func beginMember() throws(CompressionError) {
        switch input[position] {
        case 0x1f:
            guard stream.resetInflate() else { throw fault(.corrupt, "zlib refused to start the next gzip member") }
            state = .member
        case 0:
            state = .padding
        default:
            throw trailingData()
        }
    }

    private mutating func inflate() throws(CompressionError) -> [UInt8]? {
        let step = stream.inflate(input, from: position, capacity: Self.pieceSize)
        advance(to: position + step.consumed)
        switch step.status {
        case Z_OK, Z_BUF_ERROR: break
        case Z_STREAM_END: state = .betweenMembers
        case Z_MEM_ERROR: throw fault(.outOfMemory, "not enough memory to decompress")
        default: throw fault(.corrupt, "not valid gzip data (\(stream.message)); send the file again")
        }
        try count(step.output.count)
        return step.output.isEmpty ? nil : step.output
    }

    private mutating func advance(to end: Int) {
        used += end - position
        position = end
    }

    private mutating func count(_ bytes: Int) throws(CompressionError) {
        produced += bytes
        guard produced <= outputLimit else {
            throw fault(.tooLarge, "more than \(outputLimit) bytes decompressed")
        }
    }

    private func trailingData() -> CompressionError {
        fault(.trailingData, "bytes that are not gzip follow the compressed data")
    }

    private func fault(_ code: CompressionError.Code, _ reason: String) -> CompressionError {
        CompressionError(code: code, offset: used, reason: reason)
    }
}

/// Every property is plain memory or the uniquely owned zlib stream; nothing is shared.
extension Inflater: @unchecked Sendable {}
