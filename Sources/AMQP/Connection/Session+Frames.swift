import Logging

extension Session {
    /// Handles one frame. Never calls a synchronous method: its answer would be read in the middle of this.
    func handle(_ frame: InboundFrame, channel: UInt16) throws(AMQPError) {
        switch frame {
        case .connectionClosed(let error):
            connection.agreeToClose(error)
            throw error
        case .blocked(let isBlocked):
            publisher.isBlocked = isBlocked
            mailbox.blocked(isBlocked)
            logger.debug("The broker changed its mind about publishes", metadata: ["amqp.blocked": "\(isBlocked)"])
        case .channelClosed(let error):
            try connection.agreeToClose(channel: channel)
            if channel == publisher.channel {
                publisher.lostChannel(error)
                logger.debug("The broker closed the publishing channel", metadata: ["amqp.error": "\(error)"])
            } else if let subscription = subscriptions.removeValue(forKey: channel) {
                lost(subscription, error)
            }
        case .consumerCancelled:
            if let subscription = subscriptions[channel] { closings[subscription.id] = .now }
        default:
            if channel == publisher.channel {
                try publisher.received(frame)
            } else if let content = try subscriptions[channel]?.received(frame) {
                deliver(content, channel: channel)
            }
        }
    }

    private func deliver(_ content: ContentAssembler.Content, channel: UInt16) {
        guard case .delivery(let head) = content.head, let subscription = subscriptions[channel] else { return }
        subscriptions[channel]?.unsettled += 1
        subscription.buffer.deliver(subscription.delivery(head, content))
    }
}

extension Subscription {
    /// The message that a frame completes, if it does.
    fileprivate mutating func received(_ frame: InboundFrame) throws(AMQPError) -> ContentAssembler.Content? {
        switch frame {
        case .content(let head):
            try assembler.began(head)
            return nil
        case .header(let properties): return try assembler.received(properties)
        case .body(let fragment): return try assembler.received(fragment)
        default: return nil
        }
    }
}
