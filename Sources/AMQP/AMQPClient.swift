package import Logging
import ServiceLifecycle

/// An asynchronous client of one RabbitMQ broker.
///
/// One operating system thread owns the connection, serves its heartbeats while handlers work elsewhere, and comes back
/// after every loss with a growing, jittered pause (0.1…10 s). After each (re)connect the topology is declared before
/// publishing and consuming resume. A client runs once.
package final class AMQPClient: Service, Sendable {
    private let loop: ConnectionLoop

    var mailbox: Mailbox { loop.mailbox }

    /// Nothing happens before ``run()``.
    ///
    /// - Parameter topology: Declared after every connect. The virtual host it names is not looked at; the
    ///   configuration's counts.
    package init(_ configuration: AMQPConfiguration, topology: AMQPTopology? = nil, logger: Logger) {
        loop = ConnectionLoop(configuration: configuration, topology: topology, mailbox: Mailbox(), logger: logger)
    }

    /// Connects and stays connected until graceful shutdown or cancellation.
    ///
    /// On graceful shutdown it waits at most five seconds for outstanding confirms; whoever consumes should have stopped
    /// before (``stopConsuming(_:)``), for what is unsettled goes back to its queue. Cancellation ends it at once, except
    /// that an attempt to connect under way takes its time (the look-up of the name, and at most five seconds).
    ///
    /// - Throws: ``AMQPError`` when it cannot start; a failing connection is no reason to throw.
    package func run() async throws {
        try mailbox.start()
        try await withTaskCancellationHandler {
            try await withGracefulShutdownHandler {
                try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Void, any Error>) in
                    do throws(AMQPError) {
                        try IOThread.start(name: "cistron-amqp") { [loop] in
                            loop.run()
                            continuation.resume()
                        }
                    } catch {
                        mailbox.closed()
                        continuation.resume(throwing: error)
                    }
                }
            } onGracefulShutdown: {
                self.mailbox.stop()
            }
        } onCancel: {
            mailbox.abort()
        }
    }
}

// MARK: - State

extension AMQPClient {
    /// Whether commands are accepted at this moment.
    package var isConnected: Bool { mailbox.isConnected }

    /// Whether the broker accepts no publishes for now, because it is short of memory or disk.
    package var isBlocked: Bool { mailbox.isBlocked }

    /// Why the last attempt or connection ended; nil while connected.
    package var lastFailure: AMQPError? { mailbox.lastFailure }

    /// When the I/O thread last went round its loop, connected or not. It does so at least every quarter of the
    /// heartbeat, or every ten seconds or so while waiting to reconnect; a thread that does not is stuck.
    package var lastActivity: ContinuousClock.Instant { mailbox.lastActivity }

    /// Returns when the client is connected and its topology declared.
    ///
    /// - Throws: After the time-out the reason of the last failure, or ``AMQPError`` with code `timeout`; `closed` when
    ///   the client has ended; `CancellationError`.
    package func waitUntilConnected(timeout: Duration) async throws {
        let mailbox = mailbox
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await mailbox.waitUntilConnected() }
            group.addTask {
                try await Task.sleep(for: timeout)
                throw mailbox.lastFailure ?? AMQPError(.timeout, replyText: "not connected after \(timeout)")
            }
            defer { group.cancelAll() }
            try await group.next()
        }
    }
}

// MARK: - Publishing

extension AMQPClient {
    /// Publishes with the mandatory flag and waits for the broker's confirms.
    ///
    /// At most 256 messages of the connection are unconfirmed at a time; the rest waits here. While there is no
    /// connection every outcome is `failed` with `notConnected`, at once. The call is not ended by cancelling its task,
    /// because only the broker knows the outcomes; it ends when the client does.
    ///
    /// - Returns: One outcome a message, in the same order, when all are known.
    package func publish(_ messages: [AMQPMessage]) async -> [PublishOutcome] {
        guard !messages.isEmpty else { return [] }
        return await withCheckedContinuation { continuation in
            let request = Command.Publish(messages: messages, continuation: continuation)
            if let refusal = mailbox.post(.publish(request)) { request.fail(refusal) }
        }
    }
}

// MARK: - Consuming

extension AMQPClient {
    /// Subscribes to a queue on a channel of its own, now or as soon as there is a connection, and again after every
    /// loss. A missing queue or permission is waited for (see ``AMQPDeliveries``).
    package func consume(_ consumer: AMQPConsumer) -> AMQPDeliveries {
        let buffer = DeliveryBuffer(consumer)
        mailbox.register(buffer)
        return AMQPDeliveries(lease: .init(buffer, mailbox, owner: .sequence))
    }

    /// Stops a consumer gracefully: nothing new arrives, the sequence ends after what was already delivered, and that
    /// can still be settled (the channel closes after the last). Returns when the broker has agreed.
    package func stopConsuming(_ deliveries: AMQPDeliveries) async {
        let buffer = deliveries.lease.buffer
        guard mailbox.deregister(buffer) else { return }
        await withCheckedContinuation { continuation in
            let command = Command.unsubscribe(buffer, .drain(continuation))
            if let refusal = mailbox.post(command) { command.fail(refusal) }
        }
    }

    /// Tells the broker that a message is done with.
    ///
    /// Returns when the acknowledgement is on its way; AMQP has no answer to it, so the message may still come again.
    ///
    /// - Throws: ``AMQPError`` with code `staleDelivery` when it was settled before or its channel is gone; in the
    ///   latter case the broker delivers it again.
    package func acknowledge(_ delivery: AMQPDelivery) async throws {
        try settle(delivery, .acknowledge(subscription: delivery.subscription, tag: delivery.deliveryTag))
    }

    /// Gives a message back to its queue, or away to its dead-letter exchange.
    ///
    /// - Throws: As ``acknowledge(_:)``.
    package func reject(_ delivery: AMQPDelivery, requeue: Bool) async throws {
        let (id, tag) = (delivery.subscription, delivery.deliveryTag)
        try settle(delivery, .reject(subscription: id, tag: tag, requeue: requeue))
    }

    private func settle(_ delivery: AMQPDelivery, _ command: Command) throws(AMQPError) {
        guard delivery.buffer.settle(delivery), mailbox.post(command) == nil else {
            throw AMQPError(.staleDelivery, operation: "settling a delivery of queue \"\(delivery.queue)\"")
        }
    }
}
