import CoreMetrics
import Synchronization

/// A count that only grows. Lock-free.
final class PrometheusCounter: CounterHandler {
    private let total = Atomic<Int64>(0)

    var value: Int64 { total.load(ordering: .relaxed) }

    /// A negative amount is ignored: a counter never goes down. At the largest number it stays.
    func increment(by amount: Int64) {
        guard amount > 0 else { return }
        var current = value
        while true {
            let (sum, overflow) = current.addingReportingOverflow(amount)
            let (done, found) = total.weakCompareExchange(
                expected: current, desired: overflow ? .max : sum, ordering: .relaxed)
            if done { return }
            current = found
        }
    }

    func reset() { total.store(0, ordering: .relaxed) }
}
