import Foundation

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// Asks for a password at the process's terminal, without showing it.
package enum PasswordPrompt {
    /// ^C
    private static let interrupt: UInt8 = 3

    /// Reads a line from the terminal; nil without a terminal, or when the person gives up with ^C or ^D.
    ///
    /// The standard input is left alone: it may be a file or a pipe. The terminal sends no signals meanwhile, so that
    /// it never stays behind without echo.
    package static func ask(user: String) -> String? {
        guard let terminal = FileHandle(forUpdatingAtPath: "/dev/tty") else { return nil }
        var former = termios()
        guard tcgetattr(terminal.fileDescriptor, &former) == 0 else { return nil }
        var silent = former
        silent.c_lflag &= ~tcflag_t(ECHO | ISIG)
        // Without signals ^C is a character like any other; this makes it end the line.
        withUnsafeMutableBytes(of: &silent.c_cc) { $0[Int(VEOL)] = interrupt }
        guard tcsetattr(terminal.fileDescriptor, TCSAFLUSH, &silent) == 0 else { return nil }
        defer { _ = tcsetattr(terminal.fileDescriptor, TCSAFLUSH, &former) }
        terminal.write(Data("Password of \(user): ".utf8))
        defer { terminal.write(Data("\n".utf8)) }
        var line = Data()
        while true {
            let piece = terminal.availableData
            if piece.isEmpty || piece.contains(interrupt) { return nil }
            line += piece
            if let end = line.firstIndex(where: { $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "\r") }) {
                return String(decoding: line[..<end], as: UTF8.self)
            }
        }
    }
}
