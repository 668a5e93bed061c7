import Foundation
import PublicAPI

/// The process's outputs: data on the standard output, everything else on the standard error.
enum Console {
    static let isErrorTerminal = isatty(FileHandle.standardError.fileDescriptor) == 1

    static func print(_ lines: [String]) { Swift.print(lines.joined(separator: "\n")) }

    static func json(_ value: some Encodable) throws {
        let encoder = JSONEncoder.publicAPI()
        encoder.outputFormatting.insert(.prettyPrinted)
        Swift.print(String(decoding: try encoder.encode(value), as: UTF8.self))
    }

    static func error(_ line: String) { write(line + "\n") }

    /// Writes to the standard error without ending the line.
    @Sendable static func write(_ text: String) { FileHandle.standardError.write(Data(text.utf8)) }
}
