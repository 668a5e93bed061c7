import Logging

extension Session {
    /// Subscribes a consumer on a channel of its own. The broker's refusal (no such queue, no permission) is not final:
    /// the consumer tries again later.
    func subscribe(_ buffer: DeliveryBuffer, _ backoff: Backoff) throws(AMQPError) {
        guard buffer.isActive else { return }
        do throws(AMQPError) {
            let channel = try connection.openChannel()
            try connection.setPrefetch(buffer.consumer.prefetch, channel: channel)
            let tag = try connection.consume(buffer.consumer, channel: channel)
            subscriptionCount += 1
            let subscription = Subscription(
                number: subscriptionCount, channel: channel, consumerTag: tag, buffer: buffer)
            subscriptions[channel] = subscription
            buffer.attach(subscription: subscription.id)
        } catch {
            if connection.failure != nil { throw error }
            retry(buffer, backoff, because: error)
        }
    }

    /// Ends a consumer; what it has not settled goes back to the queue.
    func abandon(_ buffer: DeliveryBuffer) throws(AMQPError) {
        retries[ObjectIdentifier(buffer)] = nil
        if let subscription = subscription(of: buffer) { try close(subscription) }
    }

    /// Stops a consumer but leaves its channel open until everything delivered is settled.
    func drain(_ buffer: DeliveryBuffer) throws(AMQPError) {
        retries[ObjectIdentifier(buffer)] = nil
        do throws(AMQPError) {
            if let subscription = subscription(of: buffer) { try cancel(subscription) }
        } catch {
            // Nobody would end the sequence later: a stopped consumer does not subscribe to the next connection.
            buffer.finish()
            throw error
        }
        buffer.drain()
        guard let channel = subscription(of: buffer)?.channel else { return }
        subscriptions[channel]?.isDraining = true
        scheduleClosing(ofDrained: channel)
    }

    /// Closes the channel of a stopped consumer soon, if everything delivered is settled.
    func scheduleClosing(ofDrained channel: UInt16) {
        guard let subscription = subscriptions[channel], subscription.isDraining, subscription.unsettled == 0 else {
            return
        }
        closings[subscription.id] = .now + Self.grace
    }

    func subscription(_ id: UInt64) -> Subscription? {
        guard let subscription = subscriptions[Subscription.channel(of: id)], subscription.id == id else { return nil }
        return subscription
    }

    /// Ends the stream of deliveries, taking in what the broker sent before it agreed.
    private func cancel(_ subscription: Subscription) throws(AMQPError) {
        do throws(AMQPError) {
            try connection.cancel(consumerTag: subscription.consumerTag, channel: subscription.channel)
        } catch {
            if connection.failure != nil { throw error }
            subscriptions[subscription.channel] = nil
            subscription.buffer.detach()
            return
        }
        // The library has put aside what came before the answer.
        while connection.hasQueuedFrames, let (channel, frame) = try connection.nextFrame() {
            try handle(frame, channel: channel)
        }
    }

    /// Closes a consumer's channel; unless the consumer has ended, it subscribes again.
    func close(_ subscription: Subscription) throws(AMQPError) {
        subscriptions[subscription.channel] = nil
        let wasActive = subscription.buffer.isActive
        subscription.buffer.detach()
        try connection.close(channel: subscription.channel)
        if wasActive { retry(subscription.buffer, Backoff(), because: nil) }
    }

    /// The broker has closed a consumer's channel.
    func lost(_ subscription: Subscription, _ error: AMQPError) {
        subscription.buffer.detach()
        if subscription.buffer.isActive { retry(subscription.buffer, Backoff(), because: error) }
    }

    private func subscription(of buffer: DeliveryBuffer) -> Subscription? {
        subscriptions.values.first { $0.buffer === buffer }
    }

    private func retry(_ buffer: DeliveryBuffer, _ backoff: Backoff, because error: AMQPError?) {
        var backoff = backoff
        let pause = backoff.next()
        retries[ObjectIdentifier(buffer)] = Retry(buffer: buffer, due: .now + pause, backoff: backoff)
        logger.debug(
            "A consumer will subscribe again",
            metadata: [
                "amqp.queue": "\(buffer.consumer.queue)",
                "amqp.error": "\(error.map(\.description) ?? "cancelled by the broker")",
            ])
    }
}
