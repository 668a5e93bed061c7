import CoreMetrics
import Synchronization

/// A number that goes up and down, or the sum of a floating-point counter. Lock-free.
final class PrometheusGauge: MeterHandler, RecorderHandler, FloatingPointCounterHandler {
    /// A floating-point counter ignores negative amounts.
    private let onlyGrows: Bool
    private let bits = Atomic<UInt64>(0)

    init(onlyGrows: Bool = false) { self.onlyGrows = onlyGrows }

    var value: Double { Double(bitPattern: bits.load(ordering: .relaxed)) }

    func set(_ value: Int64) { set(Double(value)) }
    func set(_ value: Double) { bits.store(value.bitPattern, ordering: .relaxed) }
    func record(_ value: Int64) { set(Double(value)) }
    func record(_ value: Double) { set(value) }
    func decrement(by amount: Double) { increment(by: -amount) }
    func reset() { set(0.0) }

    func increment(by amount: Double) {
        guard amount.isFinite, amount >= 0 || !onlyGrows else { return }
        var current = bits.load(ordering: .relaxed)
        while true {
            let sum = (Double(bitPattern: current) + amount).bitPattern
            let (done, found) = bits.weakCompareExchange(expected: current, desired: sum, ordering: .relaxed)
            if done { return }
            current = found
        }
    }
}
