package import Cryptography
import NIOCore

/// Size and SHA-256 of a file.
package struct FileFingerprint: Sendable, Hashable {
    /// In bytes.
    package let size: Int
    /// The digest of all bytes.
    package let sha256: Digest

    /// Reads a file once, in pieces.
    ///
    /// - Parameters:
    ///   - path: the file.
    ///   - progress: called with the number of bytes read so far.
    /// - Throws: ``ClientError/input(_:)`` when the file cannot be read; `CancellationError`.
    package init(path: String, progress: (_ read: Int) -> Void = { _ in }) async throws {
        let reader = try FileReader(path: path)
        var hash = SHA256()
        var size = 0
        while let chunk = try await reader.read(upTo: 1 << 20) {
            try Task.checkCancellation()
            hash.update(chunk.readableBytesView)
            size += chunk.readableBytes
            progress(size)
        }
        self.size = size
        sha256 = hash.finalize()
    }
}
