/// A message handed to a consumer; to be settled with ``AMQPClient/acknowledge(_:)`` or ``AMQPClient/reject(_:requeue:)``.
package struct AMQPDelivery: Sendable {
    package let messageID: String
    package let body: [UInt8]
    package let headers: [String: AMQPValue]
    package let contentType: String?
    package let type: String?
    /// Whether the message was delivered before, to whomever.
    package let redelivered: Bool
    package let routingKey: String
    package let exchange: String
    /// The queue it was consumed from.
    package let queue: String
    /// The broker's number of the delivery, unique within its channel only.
    package let deliveryTag: UInt64

    /// Where and through which channel it came.
    let buffer: DeliveryBuffer
    let subscription: UInt64

    /// How often the broker delivered the message before; counted by quorum queues only, otherwise zero.
    package var deliveryCount: Int {
        Int(clamping: headers["x-delivery-count"]?.intValue ?? 0)
    }
}

extension AMQPDelivery: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// Id and queue; never what the message says.
    package var description: String { "delivery of message \"\(messageID)\" from queue \"\(queue)\"" }

    package var debugDescription: String { description }

    package var customMirror: Mirror { Mirror(self, children: ["messageID": messageID, "queue": queue]) }
}
