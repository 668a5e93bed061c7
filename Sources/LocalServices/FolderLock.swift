import Glibc

/// The exclusive right to start and stop the servers of a data folder.
///
/// The kernel holds it for the open file, not for a process: the keepers of servers with the process lifetime inherit it,
/// so it is free only when the owner *and* its servers are gone.
final class FolderLock: Sendable {
    let descriptor: Int32

    private init(descriptor: Int32) {
        self.descriptor = descriptor
    }

    deinit {
        close(descriptor)
    }

    /// Gives the lock up for everybody who inherited it; for when all keepers have ended.
    ///
    /// Closing the file is not enough: a program that another thread is just starting holds a copy for a moment.
    func unlock() {
        _ = flock(descriptor, LOCK_UN)
    }

    /// Takes the lock, or waits a while if only the keepers of a dead owner still hold it; blocks.
    static func acquire(_ folder: DataFolder) throws -> FolderLock {
        let path = folder.lockFile
        let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard descriptor >= 0 else { throw SystemCall.failure("open the lock", path) }
        let lock = FolderLock(descriptor: descriptor)
        var holder: ProcessIdentity?
        let taken = Waiting.block(seconds: 40) {
            if flock(descriptor, LOCK_EX | LOCK_NB) == 0 { return true }
            holder = readHolder(path)
            return holder != nil
        }
        if taken, holder == nil || flock(descriptor, LOCK_EX | LOCK_NB) == 0 {
            // Somebody may have removed the folder while we waited; the lock of a deleted file protects nothing.
            var status = stat()
            guard fstat(descriptor, &status) == 0, status.st_nlink > 0 else {
                throw LocalServicesError(
                    .folderInUse, "The data folder \(folder.path) was removed just now. Try again.")
            }
            try lock.writeHolder(path)
            return lock
        }
        throw LocalServicesError(
            .folderInUse,
            "The data folder \(folder.path) is in use by "
                + (holder.map { "process \($0.pid)" } ?? "servers that do not end")
                + ". Use another folder, or end that process first.")
    }

    private func writeHolder(_ path: String) throws {
        guard let own = ProcessIdentity(pid: getpid()) else {
            throw SystemCall.failure("find this process in", "/proc")
        }
        let line = Array("\(own.pid) \(own.startTime)\n".utf8)
        guard ftruncate(descriptor, 0) == 0, pwrite(descriptor, line, line.count, 0) == line.count else {
            throw SystemCall.failure("write the lock", path)
        }
    }

    /// The process that took the lock, if it is still alive.
    private static func readHolder(_ path: String) -> ProcessIdentity? {
        let fields = (SmallFile.text(path) ?? "").split(separator: " ")
        guard fields.count == 2, let pid = Int32(fields[0]), let process = ProcessIdentity(pid: pid),
            String(process.startTime) == fields[1]
        else { return nil }
        return process
    }
}
