import DequeModule

/// Publishing on one channel in confirm mode: batches wait their turn, a window of messages is out, outcomes come back.
struct Publisher {
    /// How many messages may be unconfirmed; more would only queue up in the broker.
    static let window = 256
    /// Bytes of bodies after which sending pauses to let the connection's other business through.
    private static let turnSize = 1 << 20

    private struct Batch {
        let request: Command.Publish
        var outcomes: [PublishOutcome]
        var unsent = 0
        var unresolved: Int

        init(_ request: Command.Publish) {
            self.request = request
            unresolved = request.messages.count
            // Overwritten by the resolution of each message before anybody sees it.
            outcomes = Array(repeating: .failed(AMQPError(.connection)), count: unresolved)
        }
    }

    private(set) var channel: UInt16?
    /// Whether the broker has asked for no more publishes for now.
    var isBlocked = false
    private var assembler = ContentAssembler()
    private var tracker = ConfirmTracker()
    private var batches: [Int: Batch] = [:]
    private var nextBatch = 0
    private var unsentBatches: Deque<Int> = []

    /// Whether every message handed over has its outcome.
    var isIdle: Bool { batches.isEmpty }

    mutating func openChannel(on connection: NativeConnection) throws(AMQPError) {
        let channel = try connection.openChannel()
        try connection.selectConfirms(channel: channel)
        self.channel = channel
    }

    mutating func accept(_ request: Command.Publish) {
        batches[nextBatch] = Batch(request)
        unsentBatches.append(nextBatch)
        nextBatch += 1
    }

    /// Sends what the window allows.
    ///
    /// - Returns: Whether it stopped only to let others through.
    mutating func pump(on connection: NativeConnection) throws(AMQPError) -> Bool {
        var sent = 0
        while let channel, !isBlocked, tracker.unconfirmed < Self.window, let id = unsentBatches.first {
            guard sent < Self.turnSize else { return true }
            guard let batch = batches[id], batch.unsent < batch.request.messages.count else {
                unsentBatches.removeFirst()
                continue
            }
            let message = batch.request.messages[batch.unsent]
            let ticket = ConfirmTracker.Ticket(batch: id, index: batch.unsent)
            batches[id]?.unsent += 1
            if let fault = message.fault(frameSize: connection.frameSize) {
                resolve([.init(ticket: ticket, outcome: .failed(fault))])
                continue
            }
            // Registered first: should sending fail half-way, the outcome is unknown and must not be "not sent".
            tracker.sent(message, ticket)
            try connection.publish(message, channel: channel)
            sent += message.body.count
        }
        return false
    }

    /// Handles a frame of the channel other than its end.
    mutating func received(_ frame: InboundFrame) throws(AMQPError) {
        switch frame {
        case .confirm(let tag, let multiple, let positive):
            resolve(try tracker.settled(tag, multiple: multiple, positive: positive))
        case .content(let head): try assembler.began(head)
        case .header(let properties): try returned(try assembler.received(properties))
        case .body(let fragment): try returned(try assembler.received(fragment))
        default: break
        }
    }

    private mutating func returned(_ content: ContentAssembler.Content?) throws(AMQPError) {
        guard let content, case .returned(let head) = content.head else { return }
        try tracker.returned(head, messageID: content.properties.messageID)
    }

    /// The channel is gone: what was sent and not confirmed has failed; the rest waits for the next channel.
    mutating func lostChannel(_ error: AMQPError) {
        channel = nil
        assembler = ContentAssembler()
        resolve(tracker.failed(error))
    }

    /// The connection is gone: everything has failed, what was not sent as such.
    mutating func lostConnection(_ error: AMQPError) {
        lostChannel(error)
        for id in batches.keys.sorted() {
            guard let batch = batches[id] else { continue }
            let unsent = batch.unsent..<batch.request.messages.count
            let outcome = PublishOutcome.failed(AMQPError(error.code == .closed ? .closed : .notConnected))
            resolve(unsent.map { .init(ticket: .init(batch: id, index: $0), outcome: outcome) })
        }
        unsentBatches.removeAll()
    }

    private mutating func resolve(_ resolutions: [ConfirmTracker.Resolution]) {
        for resolution in resolutions {
            let (id, index) = (resolution.ticket.batch, resolution.ticket.index)
            batches[id]?.outcomes[index] = resolution.outcome
            batches[id]?.unresolved -= 1
            if let batch = batches[id], batch.unresolved == 0 {
                batches[id] = nil
                batch.request.continuation.resume(returning: batch.outcomes)
            }
        }
    }
}
