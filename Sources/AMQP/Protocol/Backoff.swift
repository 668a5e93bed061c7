/// Growing, jittered pauses between attempts: each is drawn from the upper half of a range that doubles.
struct Backoff {
    private let first: Duration
    private let last: Duration
    private var ceiling: Duration

    init(first: Duration = .milliseconds(100), last: Duration = .seconds(10)) {
        self.first = first
        self.last = last
        ceiling = first
    }

    /// The pause before the next attempt. Jitter keeps many clients from returning to a broker at the same moment.
    mutating func next() -> Duration {
        let pause = ceiling * Double.random(in: 0.5...1)
        ceiling = min(ceiling * 2, last)
        return pause
    }

    /// To be called after success.
    mutating func reset() {
        ceiling = first
    }
}
