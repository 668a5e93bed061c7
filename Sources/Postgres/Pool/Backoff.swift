/// Growing pauses between attempts, drawn at random so that those who failed together do not come back together.
struct Backoff: Sendable {
    let first: Duration
    let longest: Duration
    private var current: Duration

    init(first: Duration, longest: Duration) {
        self.first = first
        self.longest = longest
        current = first
    }

    /// The next pause: between half and all of a time that doubles up to the longest.
    mutating func next() -> Duration {
        defer { current = min(current * 2, longest) }
        return current * Double.random(in: 0.5...1)
    }

    /// Starts over after a success.
    mutating func reset() { current = first }
}
