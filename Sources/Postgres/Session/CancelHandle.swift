import CLibPQ

/// What libpq needs to ask the server to cancel a connection's running statement.
final class CancelHandle: @unchecked Sendable {
    // Unchecked: libpq only reads the object, and documents that PQcancel may be called from any thread.
    private let pointer: OpaquePointer

    init?(_ connection: OpaquePointer) {
        guard let pointer = PQgetCancel(connection) else { return nil }
        self.pointer = pointer
    }

    deinit { PQfreeCancel(pointer) }

    /// Sends the request over a connection of its own and waits until the server has taken it. Blocks.
    ///
    /// A request that does not get through is noticed by the waiting statement, whose patience is limited.
    func cancel() {
        withUnsafeTemporaryAllocation(of: CChar.self, capacity: 256) { buffer in
            _ = PQcancel(pointer, buffer.baseAddress, 256)
        }
    }
}
