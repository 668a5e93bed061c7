import CRabbitMQ

/// The synchronous methods. Deliveries and confirms that arrive while one waits for its answer are kept by the library
/// and come out of ``nextFrame()`` afterwards.
extension NativeConnection {
    func openChannel() throws(AMQPError) -> UInt16 {
        let channel = try reserveChannel()
        _ = try answer(amqp_channel_open(state, channel), channel)
        return channel
    }

    /// Closes the channel; the broker requeues what was delivered on it and not settled.
    func close(channel: UInt16) throws(AMQPError) {
        let reply = amqp_channel_close(state, channel, AMQP_REPLY_SUCCESS)
        retire(channel)
        do throws(AMQPError) {
            try check(reply, channel: channel)
        } catch  where failure == nil {
            // Both sides closed it at the same time.
        }
    }

    /// Runs a few methods on a channel of their own, which an error cannot take from anybody else.
    func withChannel<Value>(
        _ body: (UInt16) throws(AMQPError) -> Value
    ) throws(AMQPError) -> Value {
        let channel = try openChannel()
        // An error has closed the channel already.
        let value = try body(channel)
        try close(channel: channel)
        return value
    }

    func selectConfirms(channel: UInt16) throws(AMQPError) {
        _ = try answer(amqp_confirm_select(state, channel), channel)
    }

    func setPrefetch(_ count: Int, channel: UInt16) throws(AMQPError) {
        _ = try answer(amqp_basic_qos(state, channel, 0, UInt16(clamping: count), 0), channel)
    }

    /// - Returns: The consumer's tag.
    func consume(_ consumer: AMQPConsumer, channel: UInt16) throws(AMQPError) -> String {
        defer { arena.reset() }
        let reply = amqp_basic_consume(
            state, channel, arena.lend(consumer.queue), arena.lend(consumer.tag ?? ""), 0, 0, 0, amqp_table_t())
        return try answer(reply, channel).consumer_tag.text
    }

    func cancel(consumerTag: String, channel: UInt16) throws(AMQPError) {
        defer { arena.reset() }
        _ = try answer(amqp_basic_cancel(state, channel, arena.lend(consumerTag)), channel)
    }

    @discardableResult
    func declare(
        _ queue: AMQPTopology.Queue, passive: Bool = false, channel: UInt16
    ) throws(AMQPError) -> (messages: Int, consumers: Int) {
        defer { arena.reset() }
        let reply = amqp_queue_declare(
            state, channel, arena.lend(queue.name), passive ? 1 : 0, queue.durable ? 1 : 0, 0, queue.autoDelete ? 1 : 0,
            arena.lend(queue.arguments))
        let counts = try answer(reply, channel)
        return (Int(counts.message_count), Int(counts.consumer_count))
    }

    func declare(_ exchange: AMQPTopology.Exchange, passive: Bool = false, channel: UInt16) throws(AMQPError) {
        defer { arena.reset() }
        let reply = amqp_exchange_declare(
            state, channel, arena.lend(exchange.name), arena.lend(exchange.type), passive ? 1 : 0,
            exchange.durable ? 1 : 0, exchange.autoDelete ? 1 : 0, exchange.internal ? 1 : 0,
            arena.lend(exchange.arguments))
        _ = try answer(reply, channel)
    }

    func bind(_ binding: AMQPTopology.Binding, channel: UInt16) throws(AMQPError) {
        defer { arena.reset() }
        let (source, destination) = (arena.lend(binding.source), arena.lend(binding.destination))
        let (key, arguments) = (arena.lend(binding.routingKey), arena.lend(binding.arguments))
        switch binding.destinationType {
        case .queue: _ = try answer(amqp_queue_bind(state, channel, destination, source, key, arguments), channel)
        case .exchange: _ = try answer(amqp_exchange_bind(state, channel, destination, source, key, arguments), channel)
        }
    }

    func purge(queue: String, channel: UInt16) throws(AMQPError) -> Int {
        defer { arena.reset() }
        return Int(try answer(amqp_queue_purge(state, channel, arena.lend(queue)), channel).message_count)
    }

    func delete(queue: String, channel: UInt16) throws(AMQPError) {
        defer { arena.reset() }
        _ = try answer(amqp_queue_delete(state, channel, arena.lend(queue), 0, 0), channel)
    }

    /// The library returns nil for "look at the reply". The value is valid until buffers are released.
    private func answer<Value>(_ value: UnsafeMutablePointer<Value>?, _ channel: UInt16) throws(AMQPError) -> Value {
        if let value { return value.pointee }
        try check(amqp_get_rpc_reply(state), channel: channel)
        throw fail(AMQPError(.protocolViolation, replyText: "the broker gave no answer"))
    }
}

/// The methods without an answer.
extension NativeConnection {
    /// Sends a message that ``AMQPMessage/fault(frameSize:)`` has found in order, with the mandatory flag: the broker
    /// returns what no queue wants instead of confirming its loss.
    func publish(_ message: AMQPMessage, channel: UInt16) throws(AMQPError) {
        defer { arena.reset() }
        var properties = amqp_basic_properties_t()
        var flags = AMQP_BASIC_CONTENT_TYPE_FLAG | AMQP_BASIC_DELIVERY_MODE_FLAG | AMQP_BASIC_MESSAGE_ID_FLAG
        properties.content_type = arena.lend(message.contentType)
        let mode = message.persistent ? AMQP_DELIVERY_PERSISTENT : AMQP_DELIVERY_NONPERSISTENT
        properties.delivery_mode = UInt8(mode.rawValue)
        properties.message_id = arena.lend(message.messageID)
        if !message.headers.isEmpty {
            flags |= AMQP_BASIC_HEADERS_FLAG
            properties.headers = arena.lend(message.headers)
        }
        if let type = message.type {
            flags |= AMQP_BASIC_TYPE_FLAG
            properties.type = arena.lend(type)
        }
        if let expiration = message.expiration {
            flags |= AMQP_BASIC_EXPIRATION_FLAG
            properties.expiration = arena.lend(expiration)
        }
        properties._flags = amqp_flags_t(flags)
        let status = message.body.withUnsafeBytes { body in
            amqp_basic_publish(
                state, channel, arena.lend(message.exchange), arena.lend(message.routingKey), 1, 0, &properties,
                amqp_bytes_t(len: body.count, bytes: UnsafeMutableRawPointer(mutating: body.baseAddress)))
        }
        try check(status)
    }

    func acknowledge(_ tag: UInt64, channel: UInt16) throws(AMQPError) {
        try check(amqp_basic_ack(state, channel, tag, 0))
    }

    func reject(_ tag: UInt64, requeue: Bool, channel: UInt16) throws(AMQPError) {
        try check(amqp_basic_reject(state, channel, tag, requeue ? 1 : 0))
    }
}
