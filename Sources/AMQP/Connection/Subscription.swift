/// One consumer on its channel, for as long as the channel lives.
struct Subscription {
    /// Unique in the life of a client; deliveries carry it, so that those of an earlier channel are recognised.
    let id: UInt64
    let channel: UInt16
    let consumerTag: String
    let buffer: DeliveryBuffer
    var assembler = ContentAssembler()
    /// Deliveries minus settlements sent. (What the buffer counts as settled may still be on its way to the thread.)
    var unsettled = 0
    /// Set when the consumer is stopped and the channel lives on only to settle what it delivered.
    var isDraining = false

    init(number: UInt64, channel: UInt16, consumerTag: String, buffer: DeliveryBuffer) {
        id = Self.id(number: number, channel: channel)
        self.channel = channel
        self.consumerTag = consumerTag
        self.buffer = buffer
    }

    /// The channel is part of the id, so that an acknowledgement finds it without a table.
    static func id(number: UInt64, channel: UInt16) -> UInt64 { number << 16 | UInt64(channel) }

    static func channel(of id: UInt64) -> UInt16 { UInt16(truncatingIfNeeded: id) }

    func delivery(_ head: DeliveryHead, _ content: ContentAssembler.Content) -> AMQPDelivery {
        AMQPDelivery(
            messageID: content.properties.messageID,
            body: content.body,
            headers: content.properties.headers,
            contentType: content.properties.contentType,
            type: content.properties.type,
            redelivered: head.redelivered,
            routingKey: head.routingKey,
            exchange: head.exchange,
            queue: buffer.consumer.queue,
            deliveryTag: head.tag,
            buffer: buffer,
            subscription: id
        )
    }
}
