import CoreMetrics
import Synchronization

/// Counts observations in fixed buckets. A timer's observations are seconds.
final class PrometheusHistogram: RecorderHandler, TimerHandler {
    struct Snapshot: Sendable {
        /// Upper limits, inclusive, rising.
        var bounds: [Double]
        /// Observations in each bucket alone; one more than bounds, the last without a limit.
        var counts: [UInt64]
        var sum: Double
    }

    /// Seconds, from one millisecond to ten minutes: requests at the lower end, jobs at the upper.
    static let seconds: [Double] = [
        0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120, 300, 600,
    ]

    /// Sizes and amounts: 1, 2, 5, 10, … up to a thousand million.
    static let amounts: [Double] =
        (0..<9).flatMap { exponent in
            [1, 2, 5].map { $0 * (0..<exponent).reduce(1.0) { power, _ in power * 10 } }
        } + [1_000_000_000]

    private let state: Mutex<Snapshot>

    init(bounds: [Double]) {
        state = Mutex(
            Snapshot(bounds: bounds, counts: Array(repeating: 0, count: bounds.count + 1), sum: 0))
    }

    var snapshot: Snapshot { state.withLock { $0 } }

    func record(_ value: Int64) { record(Double(value)) }

    func recordNanoseconds(_ duration: Int64) { record(Double(duration) / 1_000_000_000) }

    /// What is not a number is ignored: it would make the sum useless for ever.
    func record(_ value: Double) {
        guard !value.isNaN else { return }
        state.withLock { state in
            // A dozen comparisons of neighbours in memory beat a binary search.
            let bucket = state.bounds.firstIndex { value <= $0 } ?? state.bounds.count
            state.counts[bucket] += 1
            state.sum += value
        }
    }
}
