extension AMQPError {
    /// The kinds of failure.
    package struct Code: Sendable, Hashable, CustomStringConvertible {
        private enum Name: String {
            case configuration, connection, notConnected, channelClosed, preconditionFailed, notFound, accessRefused
            case resourceLocked, staleDelivery, invalidMessage, closed, timeout, protocolViolation
        }

        private let name: Name

        package var description: String { name.rawValue }

        /// The configuration cannot be used (address, credentials file).
        package static let configuration = Self(name: .configuration)
        /// The connection could not be made, or broke; the outcome of what was under way is unknown.
        package static let connection = Self(name: .connection)
        /// There is no connection at this moment; nothing was sent.
        package static let notConnected = Self(name: .notConnected)
        /// The broker closed the channel, for another message's fault or for a reason without a code of its own here.
        package static let channelClosed = Self(name: .channelClosed)
        /// 406: something exists with other arguments, or a message breaks a rule of the broker.
        package static let preconditionFailed = Self(name: .preconditionFailed)
        /// 404: no such queue or exchange.
        package static let notFound = Self(name: .notFound)
        /// 403 or 530: wrong credentials, missing permission, or a virtual host that does not exist.
        package static let accessRefused = Self(name: .accessRefused)
        /// 405: another connection owns the queue exclusively.
        package static let resourceLocked = Self(name: .resourceLocked)
        /// The delivery was settled before, or its channel is gone; the broker delivers an unsettled message again.
        package static let staleDelivery = Self(name: .staleDelivery)
        /// The message cannot be expressed in AMQP (a name over 255 bytes, headers larger than a frame); not sent.
        package static let invalidMessage = Self(name: .invalidMessage)
        /// The client has been shut down.
        package static let closed = Self(name: .closed)
        /// The broker did not answer, or no connection came about, within the time allowed.
        package static let timeout = Self(name: .timeout)
        /// The broker sent what the protocol does not allow here.
        package static let protocolViolation = Self(name: .protocolViolation)

        init(replyCode: Int, connection: Bool) {
            switch replyCode {
            case 403, 530: self = .accessRefused
            case 404: self = .notFound
            case 405: self = .resourceLocked
            case 406: self = .preconditionFailed
            case 501...505: self = .protocolViolation
            default: self = connection ? .connection : .channelClosed
            }
        }

        private init(name: Name) {
            self.name = name
        }
    }
}
