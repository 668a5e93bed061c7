import NIOCore

/// The bytes of a file in pieces of 256 KiB, read only when the connection takes them.
struct FileChunks: AsyncSequence, Sendable {
    static let chunkSize = 256 << 10

    let path: String
    /// What was announced; a file of another size is an error, not a truncated upload.
    let size: Int
    let progress: @Sendable (_ sent: Int) -> Void

    func makeAsyncIterator() -> Iterator { Iterator(chunks: self) }

    struct Iterator: AsyncIteratorProtocol {
        let chunks: FileChunks
        private var reader: FileReader?
        private var sent = 0

        init(chunks: FileChunks) { self.chunks = chunks }

        mutating func next() async throws -> ByteBuffer? {
            let reader = try self.reader ?? FileReader(path: chunks.path)
            self.reader = reader
            guard let chunk = try await reader.read(upTo: FileChunks.chunkSize) else {
                guard sent == chunks.size else { throw FileReader.changed(chunks.path) }
                return nil
            }
            sent += chunk.readableBytes
            guard sent <= chunks.size else { throw FileReader.changed(chunks.path) }
            chunks.progress(sent)
            return chunk
        }
    }
}
