import Logging

/// What the I/O thread does all its life: connect, serve, wait a little, connect again.
struct ConnectionLoop: Sendable {
    let configuration: AMQPConfiguration
    let topology: AMQPTopology?
    let mailbox: Mailbox
    let logger: Logger

    /// Returns when the client is stopped.
    func run() {
        var backoff = Backoff()
        var subscriptionCount: UInt64 = 0
        while !mailbox.checkIn() {
            let failure: AMQPError?
            do throws(AMQPError) {
                let connection = try NativeConnection.open(configuration) { mailbox.lend(socket: $0) }
                let session = Session(
                    connection, mailbox: mailbox, subscriptionCount: subscriptionCount, logger: logger)
                logger.debug("Connected to the broker", metadata: ["amqp.broker": "\(configuration)"])
                failure = session.run(topology: topology)
                session.end(failure)
                subscriptionCount = session.subscriptionCount
                if session.wasUsable { backoff.reset() }
            } catch {
                failure = error
                mailbox.lend(socket: nil)
                for command in mailbox.disconnected(error) { command.fail(error) }
            }
            guard let failure else { break }
            logger.debug("No connection to the broker", metadata: ["amqp.error": "\(failure)"])
            pause(backoff.next())
        }
        mailbox.closed()
    }

    /// Waits, unless the client stops.
    private func pause(_ duration: Duration) {
        let end = ContinuousClock.now + duration
        while ContinuousClock.now < end, !mailbox.checkIn() {
            mailbox.wait(socket: nil, timeout: ContinuousClock.now.duration(to: end))
        }
    }
}
