import CZlib

/// Owner of one `z_stream`. zlib keeps a pointer back to the structure, so it lives at a fixed address.
final class ZStream {
    struct Step {
        var status: CInt
        var consumed: Int
        var output: [UInt8]
    }

    private enum Direction {
        case inflate, deflate
    }

    private let stream = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)
    private let direction: Direction

    init(inflatingWithWindowBits bits: CInt) throws(CompressionError) {
        direction = .inflate
        try check(cistron_inflate_init(stream, bits))
    }

    init(deflatingAtLevel level: CInt, windowBits bits: CInt) throws(CompressionError) {
        direction = .deflate
        try check(cistron_deflate_init(stream, level, bits))
    }

    deinit {
        switch direction {
        case .inflate: inflateEnd(stream)
        case .deflate: deflateEnd(stream)
        }
        stream.deallocate()
    }

    var message: String { stream.pointee.msg.map { String(cString: $0) } ?? "unexpected end" }

    func resetInflate() -> Bool { inflateReset(stream) == Z_OK }

    func inflate(_ input: [UInt8], from position: Int, capacity: Int) -> Step {
        run(input, from: position, capacity: capacity) { CZlib.inflate(stream, Z_NO_FLUSH) }
    }

    func deflate(_ input: [UInt8], from position: Int, capacity: Int, finishing: Bool) -> Step {
        run(input, from: position, capacity: capacity) { CZlib.deflate(stream, finishing ? Z_FINISH : Z_NO_FLUSH) }
    }

    private func run(_ input: [UInt8], from position: Int, capacity: Int, _ body: () -> CInt) -> Step {
        input.withUnsafeBufferPointer { source in
            // The field counts in 32 bits; what does not fit is taken by the next call.
            let available = UInt32(clamping: source.count - position)
            // zlib never writes through next_in; its type merely lacks the const.
            stream.pointee.next_in = source.baseAddress.map { UnsafeMutablePointer(mutating: $0 + position) }
            stream.pointee.avail_in = available
            var status = Z_OK
            let output = [UInt8](unsafeUninitializedCapacity: capacity) { target, count in
                stream.pointee.next_out = target.baseAddress
                stream.pointee.avail_out = UInt32(capacity)
                status = body()
                count = capacity - Int(stream.pointee.avail_out)
            }
            return Step(status: status, consumed: Int(available - stream.pointee.avail_in), output: output)
        }
    }

    private func check(_ status: CInt) throws(CompressionError) {
        guard status == Z_OK else {
            throw CompressionError(code: .outOfMemory, offset: 0, reason: "zlib cannot start (status \(status))")
        }
    }
}
