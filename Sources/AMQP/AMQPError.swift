/// What went wrong between this program and the broker.
///
/// The text comes from the broker or from this module and names queues and exchanges, never the contents of messages.
package struct AMQPError: Error, Sendable, Equatable {
    /// The kind of failure.
    package var code: Code
    /// The AMQP reply code, when the broker sent one.
    package var replyCode: Int?
    /// The broker's sentence, or the client library's when the broker said nothing.
    package var replyText: String?
    /// What was being done, for example `declaring queue "ingest.urgent"`.
    package var operation: String?

    package init(_ code: Code, replyCode: Int? = nil, replyText: String? = nil, operation: String? = nil) {
        self.code = code
        self.replyCode = replyCode
        self.replyText = replyText
        self.operation = operation
    }

    /// Whether the same request may succeed later without anybody changing it or the broker's configuration.
    package var isRetriable: Bool {
        switch code {
        case .connection, .notConnected, .channelClosed, .timeout: true
        default: false
        }
    }
}

extension AMQPError: CustomStringConvertible {
    package var description: String {
        var text = code.description
        if let replyCode { text += " (\(replyCode))" }
        if let operation { text += " while \(operation)" }
        if let replyText { text += ": \(replyText)" }
        return text
    }
}

extension AMQPError {
    /// Names the operation that failed, unless an inner layer knew it better.
    func during(_ operation: @autoclosure () -> String) -> AMQPError {
        guard self.operation == nil else { return self }
        var error = self
        error.operation = operation()
        return error
    }

    /// The error for a `channel.close` or `connection.close` of the broker.
    static func closed(byBroker replyCode: Int, _ replyText: String, connection: Bool) -> AMQPError {
        AMQPError(Code(replyCode: replyCode, connection: connection), replyCode: replyCode, replyText: replyText)
    }
}
