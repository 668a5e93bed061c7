/// Puts a message together from its frames on one channel: method, header, any number of body frames.
struct ContentAssembler {
    /// The method frame that content follows.
    enum Head: Equatable {
        case delivery(DeliveryHead)
        case returned(ReturnHead)
    }

    /// A complete message. The body of one that came back is not kept: whoever published it has it.
    struct Content: Equatable {
        var head: Head
        var properties: ContentProperties
        var body: [UInt8]
    }

    private enum State {
        case idle
        case awaitingHeader(Head)
        case awaitingBody(Head, ContentProperties, received: UInt64)
    }

    /// An announced size is reserved at once only up to here.
    private static let largestReservation = 16 << 20

    private var state = State.idle
    private var body: [UInt8] = []

    mutating func began(_ head: Head) throws(AMQPError) {
        guard case .idle = state else { throw Self.violation("a message began within another") }
        state = .awaitingHeader(head)
    }

    mutating func received(_ properties: ContentProperties) throws(AMQPError) -> Content? {
        guard case .awaitingHeader(let head) = state else { throw Self.violation("a header without a message") }
        if case .delivery = head {
            body.reserveCapacity(Int(min(properties.bodySize, UInt64(Self.largestReservation))))
        }
        return finishedOrWaiting(head, properties, received: 0)
    }

    mutating func received(_ fragment: UnsafeRawBufferPointer) throws(AMQPError) -> Content? {
        guard case .awaitingBody(let head, let properties, let before) = state else {
            throw Self.violation("a body without a header")
        }
        let received = before + UInt64(fragment.count)
        guard received <= properties.bodySize else { throw Self.violation("a body longer than announced") }
        if case .delivery = head { body.append(contentsOf: fragment) }
        return finishedOrWaiting(head, properties, received: received)
    }

    private mutating func finishedOrWaiting(
        _ head: Head, _ properties: ContentProperties, received: UInt64
    ) -> Content? {
        guard received == properties.bodySize else {
            state = .awaitingBody(head, properties, received: received)
            return nil
        }
        defer { self = ContentAssembler() }
        return Content(head: head, properties: properties, body: body)
    }

    private static func violation(_ text: String) -> AMQPError {
        AMQPError(.protocolViolation, replyText: text)
    }
}
