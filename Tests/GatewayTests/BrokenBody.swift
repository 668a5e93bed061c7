import NIOCore

/// The body of a request whose connection breaks: some bytes, then an error.
struct BrokenBody: AsyncSequence, Sendable {
    let bytes: [UInt8]
    /// The connection breaks when it returns.
    let until: @Sendable () async throws -> Void

    func makeAsyncIterator() -> Iterator { Iterator(body: self) }

    struct Iterator: AsyncIteratorProtocol {
        let body: BrokenBody
        private var isSent = false

        init(body: BrokenBody) { self.body = body }

        mutating func next() async throws -> ByteBuffer? {
            guard isSent else {
                isSent = true
                return ByteBuffer(bytes: body.bytes)
            }
            try await body.until()
            throw CancellationError()
        }
    }
}
