/// What other threads may know about a connection between two operations.
struct SessionStatus: Sendable {
    enum Transaction: Sendable { case none, open, failed }

    var transaction = Transaction.none
    /// The connection cannot be used any more.
    var isBroken = false
    /// The file descriptor, to see whether something has come in.
    var socket: Int32 = -1
}
