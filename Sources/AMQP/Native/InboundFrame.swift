import CRabbitMQ

/// What the broker sends without being asked.
enum InboundFrame {
    case content(ContentAssembler.Head)
    case header(ContentProperties)
    /// Valid until the buffers of its channel are released.
    case body(UnsafeRawBufferPointer)
    case confirm(tag: UInt64, multiple: Bool, positive: Bool)
    /// The broker ended a consumer, mostly because the queue is gone.
    case consumerCancelled
    case channelClosed(AMQPError)
    case connectionClosed(AMQPError)
    /// The broker is short of memory or disk and reads no publishes.
    case blocked(Bool)
    /// An answer that nobody waits for any more, for example on a channel just closed.
    case other

    init(_ frame: amqp_frame_t) {
        switch Int32(frame.frame_type) {
        case AMQP_FRAME_METHOD: self = Self.method(frame.payload.method)
        case AMQP_FRAME_HEADER:
            let raw = frame.payload.properties.decoded?.assumingMemoryBound(to: amqp_basic_properties_t.self)
            self = .header(ContentProperties(raw?.pointee, bodySize: frame.payload.properties.body_size))
        case AMQP_FRAME_BODY:
            let fragment = frame.payload.body_fragment
            self = .body(UnsafeRawBufferPointer(start: fragment.bytes, count: fragment.len))
        default: self = .other
        }
    }

    private static func method(_ method: amqp_method_t) -> InboundFrame {
        // The library decodes every method; the pointer is missing only for those without fields.
        guard let decoded = method.decoded else { return .other }
        switch method.id {
        case AMQP_BASIC_DELIVER_METHOD:
            let raw = decoded.assumingMemoryBound(to: amqp_basic_deliver_t.self).pointee
            let head = DeliveryHead(
                tag: raw.delivery_tag, redelivered: raw.redelivered != 0, exchange: raw.exchange.text,
                routingKey: raw.routing_key.text)
            return .content(.delivery(head))
        case AMQP_BASIC_RETURN_METHOD:
            let raw = decoded.assumingMemoryBound(to: amqp_basic_return_t.self).pointee
            let head = ReturnHead(
                replyCode: Int(raw.reply_code), replyText: raw.reply_text.text, exchange: raw.exchange.text,
                routingKey: raw.routing_key.text)
            return .content(.returned(head))
        case AMQP_BASIC_ACK_METHOD:
            let raw = decoded.assumingMemoryBound(to: amqp_basic_ack_t.self).pointee
            return .confirm(tag: raw.delivery_tag, multiple: raw.multiple != 0, positive: true)
        case AMQP_BASIC_NACK_METHOD:
            let raw = decoded.assumingMemoryBound(to: amqp_basic_nack_t.self).pointee
            return .confirm(tag: raw.delivery_tag, multiple: raw.multiple != 0, positive: false)
        case AMQP_BASIC_CANCEL_METHOD: return .consumerCancelled
        case AMQP_CHANNEL_CLOSE_METHOD: return .channelClosed(AMQPError(copying: method))
        case AMQP_CONNECTION_CLOSE_METHOD: return .connectionClosed(AMQPError(copying: method))
        case AMQP_CONNECTION_BLOCKED_METHOD: return .blocked(true)
        case AMQP_CONNECTION_UNBLOCKED_METHOD: return .blocked(false)
        default: return .other
        }
    }
}

extension ContentProperties {
    fileprivate init(_ raw: amqp_basic_properties_t?, bodySize: UInt64) {
        self.init(bodySize: bodySize)
        guard let raw else { return }
        func has(_ flag: Int32) -> Bool { raw._flags & amqp_flags_t(flag) != 0 }
        if has(AMQP_BASIC_MESSAGE_ID_FLAG) { messageID = raw.message_id.text }
        if has(AMQP_BASIC_CONTENT_TYPE_FLAG) { contentType = raw.content_type.text }
        if has(AMQP_BASIC_TYPE_FLAG) { type = raw.type.text }
        if has(AMQP_BASIC_HEADERS_FLAG) { headers = AMQPValue.table(copying: raw.headers) }
    }
}

extension AMQPError {
    /// Reads a `channel.close` or `connection.close`; both begin with the same fields.
    init(copying close: amqp_method_t) {
        let isConnection = close.id == AMQP_CONNECTION_CLOSE_METHOD
        guard let decoded = close.decoded else {
            self.init(isConnection ? .connection : .channelClosed)
            return
        }
        if isConnection {
            let raw = decoded.assumingMemoryBound(to: amqp_connection_close_t.self).pointee
            self = .closed(byBroker: Int(raw.reply_code), raw.reply_text.text, connection: true)
        } else {
            let raw = decoded.assumingMemoryBound(to: amqp_channel_close_t.self).pointee
            self = .closed(byBroker: Int(raw.reply_code), raw.reply_text.text, connection: false)
        }
    }
}
