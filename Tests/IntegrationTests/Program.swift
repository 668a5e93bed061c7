import Foundation
import Glibc

/// The built program.
enum Program {
    /// Where it is: next to the test bundle, whatever the build folder is called.
    static let path: String = {
        var places = [CommandLine.arguments[0], Bundle.main.executablePath ?? "", Bundle.main.bundlePath]
        do {
            places.insert(try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe"), at: 0)
        } catch {
            // Then the other names of the running program have to do.
        }
        return places.map { sibling("cistron", of: $0) }.first(where: FileManager.default.isExecutableFile)
            ?? sibling("cistron", of: places[0])
    }()

    /// The optimised program of the same build folder, if somebody has built it.
    static let releasePath: String? = {
        let configuration = URL(fileURLWithPath: path).deletingLastPathComponent()
        let release = configuration.deletingLastPathComponent().appendingPathComponent("release/cistron").path
        return FileManager.default.isExecutableFile(atPath: release) ? release : nil
    }()

    /// How a command ended, and what it said.
    struct Result {
        var status: Int32
        var output: String
        var errors: String
    }

    /// Runs a command to its end.
    ///
    /// - Parameter folder: the working folder.
    static func run(
        _ arguments: [String], in folder: URL, environment: [String: String] = [:]
    ) async throws -> Result {
        let name = UUID().uuidString
        let output = folder.appendingPathComponent("\(name).out")
        let errors = folder.appendingPathComponent("\(name).err")
        defer {
            for file in [output, errors] { unlink(file.path) }
        }
        let process = try await ProgramProcess.start(
            arguments, in: folder, environment: environment, output: output, errors: errors)
        let status = try await process.exit(within: .seconds(180))
        return Result(
            status: status, output: try String(contentsOf: output, encoding: .utf8),
            errors: try String(contentsOf: errors, encoding: .utf8))
    }

    private static func sibling(_ name: String, of path: String) -> String {
        URL(fileURLWithPath: path).deletingLastPathComponent().appendingPathComponent(name).path
    }
}
