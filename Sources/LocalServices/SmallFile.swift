import Glibc

/// Reading and writing the small files of a data folder and of `/proc`.
enum SmallFile {
    /// The whole file; nil when it does not exist or cannot be read (`errno` tells which).
    static func read(_ path: String) -> [UInt8]? {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        var contents: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 16 * 1024)
        while true {
            let count = Glibc.read(descriptor, &buffer, buffer.count)
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { return nil }
            if count == 0 { return contents }
            contents += buffer[..<count]
        }
    }

    /// The whole file as text without white space around it; nil when it cannot be read.
    static func text(_ path: String) -> String? {
        guard let bytes = read(path) else { return nil }
        return String(String(decoding: bytes, as: UTF8.self).trimmingWhitespace())
    }

    /// The last lines of a log, for an error message.
    static func tail(_ path: String, lines: Int = 15) -> String {
        let text = String(decoding: read(path) ?? [], as: UTF8.self)
        return text.split(separator: "\n").suffix(lines).joined(separator: "\n")
    }

    /// The names in a folder, without `.` and `..`; empty when it cannot be read.
    static func names(in folder: String) -> [String] {
        guard let stream = opendir(folder) else { return [] }
        defer { closedir(stream) }
        var names: [String] = []
        while let entry = readdir(stream) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if name != "." && name != ".." { names.append(name) }
        }
        return names
    }

    /// Where a symbolic link points; nil when it cannot be read.
    static func link(_ path: String) -> String? {
        var buffer = [CChar](repeating: 0, count: Int(PATH_MAX))
        let count = readlink(path, &buffer, buffer.count)
        return count < 0 ? nil : String(decoding: buffer[..<count].map(UInt8.init(bitPattern:)), as: UTF8.self)
    }

    /// Replaces the file as a whole, readable by its owner alone.
    ///
    /// The new contents appear under a fresh name first: a reader never sees half a file, and a link planted in a folder
    /// of another account is not followed.
    static func replace(_ path: String, _ contents: some Sequence<UInt8>, owner: ServerAccount? = nil) throws {
        let fresh = path + ".new"
        _ = unlink(fresh)
        let descriptor = open(fresh, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw SystemCall.failure("create", fresh) }
        defer { close(descriptor) }
        if let owner, owner.isAnother, fchown(descriptor, owner.userID, owner.groupID) != 0 {
            throw SystemCall.failure("give to another account", fresh)
        }
        let bytes = Array(contents)
        var written = 0
        while written < bytes.count {
            let count = bytes[written...].withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw SystemCall.failure("write", fresh) }
            written += count
        }
        guard rename(fresh, path) == 0 else { throw SystemCall.failure("replace", path) }
    }

    /// Keeps the log of the previous start under another name, so that the current one begins empty.
    static func rotate(_ path: String) {
        _ = rename(path, path + ".1")
    }
}

extension StringProtocol {
    func trimmingWhitespace() -> SubSequence {
        guard let first = firstIndex(where: { !$0.isWhitespace }),
            let last = lastIndex(where: { !$0.isWhitespace })
        else { return self[endIndex...] }
        return self[first...last]
    }
}
