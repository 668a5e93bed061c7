import Foundation

/// Data and vectors that lie outside of the project.
enum SharedData {
    /// The folder, or nil when there is none: then the tests that need it are skipped.
    static let folder: URL? = {
        let path = ProcessInfo.processInfo.environment["CISTRON_SHARED"] ?? "../shared"
        let folder = URL(fileURLWithPath: path, isDirectory: true)
        return FileManager.default.fileExists(atPath: folder.appendingPathComponent("vectors").path) ? folder : nil
    }()

    static let isThere = folder != nil
}
