import Synchronization

/// The token of the session that a client has opened for itself. Copies of a client share it.
final class SessionToken: Sendable {
    private let token = Mutex<String?>(nil)

    var current: String? { token.withLock(\.self) }

    func set(_ new: String?) { token.withLock { $0 = new } }
}
