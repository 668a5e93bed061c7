/// Which publishes of one channel the broker has not answered yet: sequence numbers in, resolved tickets out.
///
/// The broker numbers publishes from one, implicitly, per channel in confirm mode; it answers in any order, one by one
/// or "all up to". A message that no queue wanted comes back *before* its positive confirm.
struct ConfirmTracker {
    /// Which message of which batch.
    struct Ticket: Equatable {
        var batch: Int
        var index: Int
    }

    /// The answer for one message.
    struct Resolution: Equatable {
        var ticket: Ticket
        var outcome: PublishOutcome
    }

    private struct Entry {
        var ticket: Ticket
        var messageID: String
        var exchange: String
        var routingKey: String
        var returned: PublishOutcome?
    }

    private var entries: [UInt64: Entry] = [:]
    /// Nothing below is unconfirmed.
    private var oldest: UInt64 = 1
    private var next: UInt64 = 1

    /// How many publishes wait for their confirm.
    var unconfirmed: Int { entries.count }

    /// Registers a publish, to be called in the order of sending.
    @discardableResult
    mutating func sent(_ message: AMQPMessage, _ ticket: Ticket) -> UInt64 {
        let sequence = next
        entries[sequence] = Entry(
            ticket: ticket, messageID: message.messageID, exchange: message.exchange, routingKey: message.routingKey)
        next += 1
        return sequence
    }

    /// Notes that a message came back; its confirm, which follows, will resolve it as returned.
    ///
    /// - Throws: `protocolViolation` when nothing unconfirmed looks like it: to go on would confirm a lost message.
    mutating func returned(_ head: ReturnHead, messageID: String) throws(AMQPError) {
        let match = entries.filter { _, entry in
            entry.messageID == messageID && entry.returned == nil && entry.exchange == head.exchange
                && entry.routingKey == head.routingKey
        }
        guard let sequence = match.keys.min() else {
            throw AMQPError(.protocolViolation, replyText: "a message came back that was not published")
        }
        entries[sequence]?.returned = .returned(replyCode: head.replyCode, reason: head.replyText)
    }

    /// Resolves what an ack or nack of the broker speaks of.
    mutating func settled(_ tag: UInt64, multiple: Bool, positive: Bool) throws(AMQPError) -> [Resolution] {
        // Zero with "multiple" means everything sent so far.
        let last = multiple && tag == 0 ? next - 1 : tag
        guard last < next, multiple || entries[last] != nil else {
            throw AMQPError(.protocolViolation, replyText: "confirm \(tag) does not belong to an unconfirmed message")
        }
        var resolutions: [Resolution] = []
        var sequence = multiple ? oldest : last
        while sequence <= last {
            if let entry = entries.removeValue(forKey: sequence) {
                let outcome = positive ? entry.returned ?? .confirmed : .nacked
                resolutions.append(Resolution(ticket: entry.ticket, outcome: outcome))
            }
            sequence += 1
        }
        while oldest < next, entries[oldest] == nil { oldest += 1 }
        return resolutions
    }

    /// Gives up everything unconfirmed, in the order of sending, because the channel ended.
    ///
    /// The broker's error is about one message. It is blamed on the only one, or on those whose exchange it names; for
    /// the others the outcome is merely unknown and worth another try.
    mutating func failed(_ error: AMQPError) -> [Resolution] {
        let onlyOne = entries.count == 1
        let text = error.replyText ?? ""
        let neighbour = AMQPError(.channelClosed, replyCode: error.replyCode, replyText: error.replyText)
        let resolutions = entries.sorted { $0.key < $1.key }.map { _, entry in
            let isBlamed = error.isRetriable || onlyOne || text.contains("'\(entry.exchange)'")
            return Resolution(ticket: entry.ticket, outcome: .failed(isBlamed ? error : neighbour))
        }
        self = ConfirmTracker()
        return resolutions
    }
}
