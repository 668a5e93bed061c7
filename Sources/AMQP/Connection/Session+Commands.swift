extension Session {
    /// Carries out a command; a failure of the connection is left in it for the caller to see.
    func carryOut(_ command: Command) {
        if let failure = connection.failure { return command.fail(failure) }
        do throws(AMQPError) {
            switch command {
            case .publish(let request): publisher.accept(request)
            case .call(let call): call.perform(connection)
            case .acknowledge(let id, let tag):
                try settle(id) { channel throws(AMQPError) in
                    try connection.acknowledge(tag, channel: channel)
                }
            case .reject(let id, let tag, let requeue):
                try settle(id) { channel throws(AMQPError) in
                    try connection.reject(tag, requeue: requeue, channel: channel)
                }
            case .subscribe(let buffer): try subscribe(buffer, Backoff())
            case .unsubscribe(let buffer, .abandon): try abandon(buffer)
            case .unsubscribe(let buffer, .drain(let continuation)):
                defer { continuation.resume() }
                try drain(buffer)
            }
        } catch {
            connection.fail(error)
        }
    }

    private func settle(_ id: UInt64, _ send: (UInt16) throws(AMQPError) -> Void) throws(AMQPError) {
        // The channel may have gone since the command was posted; the broker delivers again.
        guard let channel = subscription(id)?.channel else { return }
        try send(channel)
        subscriptions[channel]?.unsettled -= 1
        scheduleClosing(ofDrained: channel)
    }
}
