import Foundation
import NIOCore

/// Reads a file piece by piece, off Swift's cooperative pool, on a queue of its own: a disk or a network mount may
/// block.
final class FileReader: Sendable {
    private let queue = DispatchQueue(label: "cistron.file")
    private let path: String
    // Only the queue touches the handle after the initialiser.
    private let handle: FileHandle

    /// - Throws: ``ClientError/input(_:)`` when the file cannot be opened.
    init(path: String) throws {
        self.path = path
        guard let handle = FileHandle(forReadingAtPath: path) else { throw Self.unreadable(path) }
        self.handle = handle
    }

    /// The next bytes, at most `limit`; nil at the end.
    ///
    /// - Throws: ``ClientError/input(_:)`` when the file cannot be read.
    func read(upTo limit: Int) async throws -> ByteBuffer? {
        try await withCheckedThrowingContinuation { continuation in
            queue.async { [handle, path] in
                do {
                    let data = try handle.read(upToCount: limit) ?? Data()
                    continuation.resume(returning: data.isEmpty ? nil : ByteBuffer(bytes: data))
                } catch {
                    continuation.resume(throwing: Self.unreadable(path))
                }
            }
        }
    }

    static func unreadable(_ path: String) -> ClientError {
        .input("A file cannot be read", "\(path) does not exist, is not a file, or may not be read.")
    }

    static func changed(_ path: String) -> ClientError {
        .input("A file has changed", "\(path) changed while it was sent; submit it again when nobody writes it.")
    }
}
