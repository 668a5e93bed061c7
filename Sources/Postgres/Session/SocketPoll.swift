import Glibc

/// `poll(2)` on a socket and a wake descriptor.
enum SocketPoll {
    /// What a socket is ready for. A dead socket is ready for everything, so that the next call into libpq finds out.
    struct Events: OptionSet, Sendable {
        let rawValue: Int16

        static let read = Events(rawValue: Int16(POLLIN))
        static let write = Events(rawValue: Int16(POLLOUT))
    }

    /// Sleeps until the socket is ready, the wake descriptor is signalled (and then reset), or the time has come.
    @discardableResult
    static func wait(
        _ socket: (descriptor: Int32, events: Events)?, wake: WakeDescriptor, until limit: ContinuousClock.Instant?
    ) -> Events {
        // poll ignores entries with a negative descriptor.
        var entries = (
            pollfd(fd: socket?.descriptor ?? -1, events: socket?.events.rawValue ?? 0, revents: 0),
            pollfd(fd: wake.descriptor, events: Int16(POLLIN), revents: 0)
        )
        let timeout = limit.map { milliseconds(until: $0) } ?? -1
        let count = withUnsafeMutableBytes(of: &entries) { bytes in
            poll(bytes.assumingMemoryBound(to: pollfd.self).baseAddress, 2, timeout)
        }
        guard count > 0 else { return [] }
        if entries.1.revents != 0 { wake.wait() }
        return Events(rawValue: entries.0.revents)
    }

    /// Whether something has come in, the end of the connection included. Does not block, and may be called on any thread as
    /// long as the descriptor is open.
    static func isReadable(_ descriptor: Int32) -> Bool {
        var entry = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        return poll(&entry, 1, 0) != 0
    }

    /// Rounded up, so that nobody wakes up too early and spins.
    private static func milliseconds(until limit: ContinuousClock.Instant) -> Int32 {
        let remaining = ContinuousClock.now.duration(to: limit) / .milliseconds(1)
        return Int32(min(max(remaining.rounded(.up), 0), 3_600_000))
    }
}
