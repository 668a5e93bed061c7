/// A message to publish.
package struct AMQPMessage: Sendable, Equatable {
    /// The exchange; empty for the default exchange, whose routing key is a queue's name.
    package var exchange: String
    package var routingKey: String
    /// The application's id of the message; consumers recognise a copy by it.
    package var messageID: String
    package var body: [UInt8]
    package var headers: [String: AMQPValue]
    package var contentType: String
    /// The application's name for the kind of message.
    package var type: String?
    /// Whether the broker keeps the message on disk (quorum queues always do).
    package var persistent: Bool
    /// Milliseconds, in decimal digits, after which an undelivered message expires.
    package var expiration: String?

    package init(
        exchange: String,
        routingKey: String,
        messageID: String,
        body: [UInt8],
        headers: [String: AMQPValue] = [:],
        contentType: String = "application/json",
        type: String? = nil,
        persistent: Bool = true,
        expiration: String? = nil
    ) {
        self.exchange = exchange
        self.routingKey = routingKey
        self.messageID = messageID
        self.body = body
        self.headers = headers
        self.contentType = contentType
        self.type = type
        self.persistent = persistent
        self.expiration = expiration
    }

    /// Why the message cannot be sent, if so.
    ///
    /// Checked beforehand because the client library finds out only after the first of the message's frames has left,
    /// which breaks the connection for everybody.
    func fault(frameSize: Int) -> AMQPError? {
        let names = [
            ("exchange", exchange), ("routing key", routingKey), ("message id", messageID),
            ("content type", contentType), ("type", type ?? ""), ("expiration", expiration ?? ""),
        ]
        if let (part, _) = names.first(where: { $0.1.utf8.count > UInt8.max }) {
            return AMQPError(.invalidMessage, replyText: "the \(part) is longer than 255 bytes")
        }
        guard AMQPValue.keysFit(headers) else {
            return AMQPError(.invalidMessage, replyText: "the name of a header is longer than 255 bytes")
        }
        // Frame overhead, fixed fields and the five short strings above fit into 2 KiB.
        let size = AMQPValue.encodedSize(of: headers)
        guard size + 2048 <= frameSize else {
            return AMQPError(.invalidMessage, replyText: "\(size) bytes of headers do not fit a frame of \(frameSize)")
        }
        return nil
    }
}

extension AMQPMessage: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// Id and destination; never what the message says.
    package var description: String { "message \"\(messageID)\" to \"\(exchange)\" with key \"\(routingKey)\"" }

    package var debugDescription: String { description }

    package var customMirror: Mirror { Mirror(self, children: ["messageID": messageID, "routingKey": routingKey]) }
}
