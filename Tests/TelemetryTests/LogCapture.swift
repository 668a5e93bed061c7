import Foundation
import Glibc
import Testing

@testable import Telemetry

/// Collects what a handler writes, in a file without a name.
final class LogCapture: Sendable {
    private let fileDescriptor: Int32
    let output: LogOutput

    init() {
        let path = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString).path
        fileDescriptor = open(path, O_RDWR | O_CREAT | O_EXCL, 0o600)
        unlink(path)
        output = LogOutput(fileDescriptor: fileDescriptor)
    }

    deinit { close(fileDescriptor) }

    func lines() throws -> [String] {
        try #require(lseek(fileDescriptor, 0, SEEK_SET) == 0)
        let data = try #require(try FileHandle(fileDescriptor: fileDescriptor, closeOnDealloc: false).readToEnd())
        return String(decoding: data, as: UTF8.self).split(separator: "\n").map(String.init)
    }

    /// The lines as JSON objects; throws when one of them is not JSON.
    func objects() throws -> [[String: Any]] {
        try lines().map {
            try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any] ?? [:]
        }
    }
}
