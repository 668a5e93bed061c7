import DequeModule
import Synchronization

/// What lies between the I/O thread and the one task that iterates a consumer's deliveries.
///
/// It also knows which deliveries are unsettled, so that settling one twice, or through a channel that is gone, is
/// noticed here: the broker would answer it by closing the channel and requeueing everybody else's deliveries.
/// Its size is bounded by the consumer's prefetch.
final class DeliveryBuffer: Sendable {
    private struct State {
        enum Phase {
            /// Deliveries come in, possibly after a reconnect.
            case active
            /// Nothing new comes; the sequence ends after what is here.
            case draining
            case finished
        }

        var phase = Phase.active
        var subscription: UInt64?
        var deliveries: Deque<AMQPDelivery> = []
        var unsettled: Set<UInt64> = []
        var waiting: CheckedContinuation<AMQPDelivery?, Never>?
        var hasIterator = false

        /// Takes the waiting iterator when nothing can come any more.
        mutating func iteratorToEnd() -> CheckedContinuation<AMQPDelivery?, Never>? {
            if phase == .draining, deliveries.isEmpty { phase = .finished }
            guard phase == .finished else { return nil }
            return waiting.take()
        }
    }

    let consumer: AMQPConsumer
    private let state = Mutex(State())

    init(_ consumer: AMQPConsumer) {
        self.consumer = consumer
    }
}

// MARK: - The I/O thread's side

extension DeliveryBuffer {
    var isActive: Bool { state.withLock { $0.phase == .active } }

    /// A channel consumes for this buffer from now on.
    func attach(subscription: UInt64) {
        state.withLock { $0.subscription = subscription }
    }

    /// The channel is gone. What was delivered through it will be delivered again, so what nobody has taken is dropped.
    func detach() {
        let ending = state.withLock { state in
            state.subscription = nil
            state.deliveries.removeAll()
            state.unsettled.removeAll()
            return state.iteratorToEnd()
        }
        ending?.resume(returning: nil)
    }

    func deliver(_ delivery: AMQPDelivery) {
        let waiting = state.withLock { state -> CheckedContinuation<AMQPDelivery?, Never>? in
            // When nobody wants it any more, the channel is about to be closed, which puts it back into its queue.
            guard state.phase == .active else { return nil }
            state.unsettled.insert(delivery.deliveryTag)
            if let waiting = state.waiting.take() { return waiting }
            state.deliveries.append(delivery)
            return nil
        }
        waiting?.resume(returning: delivery)
    }

    /// Nothing more will come; the iterator ends after what is here, which can still be settled.
    func drain() {
        let ending = state.withLock { state in
            if state.phase == .active { state.phase = .draining }
            return state.iteratorToEnd()
        }
        ending?.resume(returning: nil)
    }

    /// The iterator ends now, and what it delivered cannot be settled any more.
    func finish() {
        let ending = state.withLock { state in
            state.phase = .finished
            state.subscription = nil
            state.deliveries.removeAll()
            state.unsettled.removeAll()
            return state.iteratorToEnd()
        }
        ending?.resume(returning: nil)
    }
}

// MARK: - The consumer's side

extension DeliveryBuffer {
    /// Notes that the sequence is being iterated. Only one iteration is possible: deliveries are not copied.
    func beginIteration() {
        let isFirst = state.withLock { state in
            defer { state.hasIterator = true }
            return !state.hasIterator
        }
        precondition(isFirst, "the deliveries of an AMQP consumer can be iterated only once")
    }

    var hasIterator: Bool { state.withLock { $0.hasIterator } }

    /// The next delivery; nil at the end.
    func next() async -> AMQPDelivery? {
        if let delivery = state.withLock({ $0.deliveries.popFirst() }) { return delivery }
        return await withCheckedContinuation { continuation in
            let (resumed, delivery) = state.withLock { state -> (Bool, AMQPDelivery?) in
                if let delivery = state.deliveries.popFirst() { return (true, delivery) }
                precondition(state.waiting == nil, "the deliveries of an AMQP consumer have one iterator at a time")
                state.waiting = continuation
                return (state.iteratorToEnd() != nil, nil)
            }
            if resumed { continuation.resume(returning: delivery) }
        }
    }

    /// Whether the delivery is unsettled and its channel alive; it counts as settled from then on.
    func settle(_ delivery: AMQPDelivery) -> Bool {
        state.withLock { state in
            state.subscription == delivery.subscription && state.unsettled.remove(delivery.deliveryTag) != nil
        }
    }
}
