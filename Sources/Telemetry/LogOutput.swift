import Glibc
import Synchronization

/// Where log lines go: an open file descriptor. Lines of several threads do not mix.
package final class LogOutput: Sendable {
    private let fileDescriptor: Int32
    private let lock = Mutex(())

    /// The process's standard error.
    package static let standardError = LogOutput(fileDescriptor: STDERR_FILENO)

    /// - Parameter fileDescriptor: open for writing; the caller closes it after the last line.
    package init(fileDescriptor: Int32) { self.fileDescriptor = fileDescriptor }

    /// Writes all bytes. An output that takes no more is ignored: a log has nowhere to complain.
    func write(_ bytes: [UInt8]) {
        lock.withLock { _ in
            bytes.withUnsafeBytes { buffer in
                var rest = buffer[...]
                while !rest.isEmpty {
                    let count = Glibc.write(
                        fileDescriptor, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
                    if count > 0 {
                        rest = rest.dropFirst(count)
                    } else if errno == EAGAIN {
                        // A non-blocking terminal or pipe is full; wait until it drains.
                        var ready = pollfd(fd: fileDescriptor, events: Int16(POLLOUT), revents: 0)
                        poll(&ready, 1, -1)
                    } else if errno != EINTR {
                        return
                    }
                }
            }
        }
    }
}
