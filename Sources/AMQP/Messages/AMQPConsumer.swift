/// What to consume and how much of it at a time.
package struct AMQPConsumer: Sendable, Equatable {
    package var queue: String
    /// How many deliveries may be unacknowledged at a time.
    package var prefetch: Int
    /// The name shown by the broker; it invents one when missing.
    package var tag: String?

    /// - Parameter prefetch: 1…65535. Zero would mean "no limit" to the broker and unbounded memory here.
    package init(queue: String, prefetch: Int, tag: String? = nil) {
        precondition((1...Int(UInt16.max)).contains(prefetch), "the prefetch of a consumer must be 1…65535")
        self.queue = queue
        self.prefetch = prefetch
        self.tag = tag
    }
}
