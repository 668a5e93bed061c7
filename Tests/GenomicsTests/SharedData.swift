import Compression
import FoundationEssentials
import Genomics

/// Real inputs that live beside the project and are never part of it. Tests that need them are skipped without them.
enum SharedData {
    static let root = ProcessInfo.processInfo.environment["CISTRON_SHARED"] ?? "../shared"
    static let isPresent = FileManager.default.fileExists(atPath: "\(root)/vectors/README.md")

    /// A file's bytes, decompressed where they are gzip.
    static func bytes(_ path: String) throws -> [UInt8] {
        try Gzip.decompress(Array(try Data(contentsOf: URL(filePath: "\(root)/\(path)"))), limit: .max)
    }

    static func exists(_ path: String) -> Bool { FileManager.default.fileExists(atPath: "\(root)/\(path)") }

    static func text(_ path: String) throws -> String { String(decoding: try bytes(path), as: UTF8.self) }
}
