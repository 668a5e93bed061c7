import Logging

/// What happens on one connection between its opening and its end; confined to the I/O thread.
final class Session {
    /// A consumer that will subscribe again.
    struct Retry {
        let buffer: DeliveryBuffer
        var due: ContinuousClock.Instant
        var backoff: Backoff
    }

    /// How long a stopping client waits for outstanding confirms.
    private static let farewell = Duration.seconds(5)
    /// Frames handled before commands get their turn again.
    private static let framesPerTurn = 512
    /// How long a drained channel stays. A quorum queue holds back acknowledgements while it is busy and forgets them
    /// when their channel closes; the messages would be delivered again.
    static let grace = Duration.seconds(1)

    let connection: NativeConnection
    let mailbox: Mailbox
    let logger: Logger
    var publisher = Publisher()
    var subscriptions: [UInt16: Subscription] = [:]
    var retries: [ObjectIdentifier: Retry] = [:]
    /// Subscriptions whose channel is to be closed, by id: at once when the broker has ended them (but not while a frame
    /// is being handled), a little later when they are drained.
    var closings: [UInt64: ContinuousClock.Instant] = [:]
    /// Numbers subscriptions across reconnects.
    var subscriptionCount: UInt64

    /// Whether it got so far that tasks could use it.
    private(set) var wasUsable = false

    init(_ connection: NativeConnection, mailbox: Mailbox, subscriptionCount: UInt64, logger: Logger) {
        self.connection = connection
        self.mailbox = mailbox
        self.logger = logger
        self.subscriptionCount = subscriptionCount
    }

    /// Declares the topology, makes ready for publishing, subscribes the consumers, and serves the connection until it
    /// breaks (an error) or the client stops (none).
    func run(topology: AMQPTopology?) -> AMQPError? {
        do throws(AMQPError) {
            if let topology { try connection.apply(topology) }
            try publisher.openChannel(on: connection)
            wasUsable = true
            for buffer in mailbox.connected() { try subscribe(buffer, Backoff()) }
            try serve()
            return nil
        } catch {
            return error
        }
    }

    /// Resolves everything that still waits for this connection, and closes it.
    func end(_ failure: AMQPError?) {
        for command in mailbox.disconnected(failure) {
            // An acknowledgement posted at the last moment still goes out when the client merely stops.
            if let failure { command.fail(failure) } else { carryOut(command) }
        }
        publisher.lostConnection(failure ?? AMQPError(.closed))
        for subscription in subscriptions.values { subscription.buffer.detach() }
        connection.close()
        mailbox.lend(socket: nil)
    }

    private func serve() throws(AMQPError) {
        // Heartbeats are sent and checked only when the library is called. Four seconds when the broker wants none.
        let heartbeat = connection.heartbeatSeconds > 0 ? connection.heartbeatSeconds : 16
        let longestSleep = Duration.seconds(heartbeat) / 4
        var farewellEnd: ContinuousClock.Instant?
        while true {
            let inbox = mailbox.take()
            for command in inbox.commands { carryOut(command) }
            if let failure = connection.failure { throw failure }
            try upkeep()
            let hasMoreToRead = try receive()
            // After reading: the confirms just read have made room, and nothing else would wake us up to use it.
            let hasMoreToSend = try publisher.pump(on: connection)
            if inbox.isStopping {
                let end = farewellEnd ?? .now + Self.farewell
                farewellEnd = end
                if publisher.isIdle || inbox.isAborted || .now >= end { return }
            }
            let isBusy = hasMoreToSend || hasMoreToRead || publisher.channel == nil || connection.hasPendingInput
            let deadlines = retries.values.map(\.due) + closings.values + [farewellEnd].compactMap(\.self)
            let untilDeadline = deadlines.min().map { ContinuousClock.now.duration(to: $0) } ?? longestSleep
            mailbox.wait(socket: connection.descriptor, timeout: isBusy ? .zero : min(longestSleep, untilDeadline))
        }
    }

    /// What needs synchronous methods and therefore cannot be done while a frame is handled.
    private func upkeep() throws(AMQPError) {
        let now = ContinuousClock.now
        for (id, due) in closings where due <= now {
            closings[id] = nil
            if let subscription = subscription(id) { try close(subscription) }
        }
        if publisher.channel == nil { try publisher.openChannel(on: connection) }
        for (id, retry) in retries where retry.due <= now {
            retries[id] = nil
            try subscribe(retry.buffer, retry.backoff)
        }
    }

    /// Handles what has arrived.
    ///
    /// - Returns: Whether it stopped before the end to let commands through.
    private func receive() throws(AMQPError) -> Bool {
        for _ in 0..<Self.framesPerTurn {
            guard let (channel, frame) = try connection.nextFrame() else {
                connection.releaseAllBuffers()
                return false
            }
            try handle(frame, channel: channel)
            connection.releaseBuffers(channel: channel)
        }
        return true
    }
}
