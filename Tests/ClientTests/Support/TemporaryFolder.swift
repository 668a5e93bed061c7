import Foundation

/// A folder that lives as long as a test.
final class TemporaryFolder: Sendable {
    let path: String

    init(named name: String = "folder") throws {
        path = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString).path + "/" + name
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit {
        do {
            try FileManager.default.removeItem(at: URL(fileURLWithPath: path).deletingLastPathComponent())
        } catch {
            print("A temporary folder stays behind: \(path)")
        }
    }

    /// Writes a file and returns its path.
    @discardableResult
    func write(_ name: String, _ text: String = "") throws -> String { try write(name, Data(text.utf8)) }

    @discardableResult
    func write(_ name: String, _ data: Data) throws -> String {
        let url = URL(fileURLWithPath: path).appendingPathComponent(name)
        try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
        try data.write(to: url)
        return url.path
    }
}
