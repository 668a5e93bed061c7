/// The deliveries of one consumer, to be iterated once, by one task at a time.
///
/// The sequence survives reconnects and ends after ``AMQPClient/stopConsuming(_:)`` or when the client stops. Leaving
/// the loop earlier, or cancelling its task, closes the consumer's channel: the broker requeues what is not settled.
package struct AMQPDeliveries: AsyncSequence, Sendable {
    package typealias Element = AMQPDelivery
    package typealias Failure = Never

    /// Ends the consumer when the last copy of its owner goes away.
    final class Lease: Sendable {
        enum Owner {
            case sequence, iterator
        }

        let buffer: DeliveryBuffer
        private let owner: Owner
        private let mailbox: Mailbox

        init(_ buffer: DeliveryBuffer, _ mailbox: Mailbox, owner: Owner) {
            self.buffer = buffer
            self.mailbox = mailbox
            self.owner = owner
        }

        deinit {
            // A sequence that is being iterated lives on in its iterator.
            if owner == .iterator || !buffer.hasIterator { abandon() }
        }

        /// The same lease for an iterator.
        func iterating() -> Lease {
            buffer.beginIteration()
            return Lease(buffer, mailbox, owner: .iterator)
        }

        func abandon() {
            guard mailbox.deregister(buffer) else { return }
            buffer.finish()
            // Without a connection there is no channel to close.
            _ = mailbox.post(.unsubscribe(buffer, .abandon))
        }
    }

    package struct AsyncIterator: AsyncIteratorProtocol {
        let lease: Lease

        /// The next delivery; nil when the consumer was stopped or the task cancelled.
        package mutating func next() async -> AMQPDelivery? {
            await withTaskCancellationHandler {
                await lease.buffer.next()
            } onCancel: { [lease] in
                lease.abandon()
            }
        }

        package mutating func next(isolation actor: isolated (any Actor)?) async -> AMQPDelivery? {
            await next()
        }
    }

    let lease: Lease

    package func makeAsyncIterator() -> AsyncIterator {
        AsyncIterator(lease: lease.iterating())
    }
}
