import Foundation

/// The built program next to the tests.
enum Program {
    /// How a run ended.
    struct Result: Sendable {
        var status: Int32
        var output: String
        var errors: String
    }

    static var isBuilt: Bool { FileManager.default.isExecutableFile(atPath: url.path) }

    private static var url: URL {
        URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent().appendingPathComponent("cistron")
    }

    /// Runs the program with a token, without a terminal.
    static func run(_ arguments: [String], environment: [String: String] = ["CISTRON_TOKEN": "secret"]) async throws
        -> Result
    {
        let folder = try TemporaryFolder()
        let (output, errors) = (try folder.write("output"), try folder.write("errors"))
        let process = Process()
        process.executableURL = url
        process.arguments = arguments
        process.environment = environment
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = FileHandle(forWritingAtPath: output)
        process.standardError = FileHandle(forWritingAtPath: errors)
        try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Void, any Error>) in
            process.terminationHandler = { _ in continuation.resume() }
            do { try process.run() } catch { continuation.resume(throwing: error) }
        }
        return Result(
            status: process.terminationStatus, output: try String(contentsOfFile: output, encoding: .utf8),
            errors: try String(contentsOfFile: errors, encoding: .utf8))
    }
}
