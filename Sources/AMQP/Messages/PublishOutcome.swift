/// What became of a published message.
package enum PublishOutcome: Sendable, Equatable {
    /// The broker has taken responsibility for it.
    case confirmed
    /// The broker refused it, for example because the queue is full.
    case nacked
    /// No queue is bound for it; it was dropped.
    case returned(replyCode: Int, reason: String)
    /// Not sent (`notConnected`, `closed`, `invalidMessage`), or the connection or channel ended before the confirm, in
    /// which case the broker may or may not have it.
    case failed(AMQPError)

    /// Whether the broker has the message.
    package var isConfirmed: Bool { self == .confirmed }
}
