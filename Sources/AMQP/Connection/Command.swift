/// What tasks ask of the I/O thread.
enum Command: Sendable {
    /// Messages to publish and who waits for their outcomes.
    struct Publish: Sendable {
        let messages: [AMQPMessage]
        let continuation: CheckedContinuation<[PublishOutcome], Never>

        func fail(_ error: AMQPError) {
            continuation.resume(returning: Array(repeating: .failed(error), count: messages.count))
        }
    }

    /// Synchronous methods to run on the thread. Exactly one of the two closures is called, once.
    struct Call: Sendable {
        let perform: @Sendable (NativeConnection) -> Void
        let fail: @Sendable (AMQPError) -> Void
    }

    /// How a consumer ends.
    enum Ending: Sendable {
        /// Nothing new, but what was delivered can still be settled.
        case drain(CheckedContinuation<Void, Never>)
        /// The channel is closed and what is unsettled goes back to the queue.
        case abandon
    }

    case publish(Publish)
    case acknowledge(subscription: UInt64, tag: UInt64)
    case reject(subscription: UInt64, tag: UInt64, requeue: Bool)
    case subscribe(DeliveryBuffer)
    case unsubscribe(DeliveryBuffer, Ending)
    case call(Call)

    /// Answers whoever waits, when the command cannot be carried out because the connection is gone.
    func fail(_ error: AMQPError) {
        switch self {
        case .publish(let publish): publish.fail(error)
        case .call(let call): call.fail(error)
        case .unsubscribe(let buffer, let ending):
            buffer.finish()
            if case .drain(let continuation) = ending { continuation.resume() }
        // The broker delivers again what was not settled, and consumers subscribe again after reconnecting.
        case .acknowledge, .reject, .subscribe: break
        }
    }
}
