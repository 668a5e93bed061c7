import CLibPQ
import Glibc

/// A counter in the kernel on which a thread can sleep alone, or beside a socket in `poll(2)`.
final class WakeDescriptor: Sendable {
    let descriptor: Int32

    init() throws(PostgresError) {
        descriptor = clibpq_eventfd()
        guard descriptor >= 0 else { throw PostgresError(.connection, "no file descriptor is left for a connection") }
    }

    deinit { close(descriptor) }

    /// Wakes the sleeper, or keeps it from falling asleep.
    func signal() {
        var one: UInt64 = 1
        // The write can only fail when the counter is full, and then the sleeper is awake already.
        _ = write(descriptor, &one, MemoryLayout<UInt64>.size)
    }

    /// Sleeps until there was a signal since the last call.
    func wait() {
        var count: UInt64 = 0
        while read(descriptor, &count, MemoryLayout<UInt64>.size) < 0, errno == EINTR {}
    }
}
