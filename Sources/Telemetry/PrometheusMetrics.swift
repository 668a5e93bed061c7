package import CoreMetrics
import Synchronization

/// A back-end of swift-metrics that answers Prometheus.
///
/// - Counters get the suffix `_total`, timers `_seconds`; other characters than the format allows become `_`.
/// - Timers and aggregating recorders are histograms with fixed buckets; other recorders and meters are gauges.
/// - Counting and setting is lock-free, a histogram takes one uncontended lock; only making and rendering take the
///   lock of the registry.
package final class PrometheusMetrics: MetricsFactory {
    /// The value of the Content-Type header that belongs to ``render()``.
    package static let contentType = "text/plain; version=0.0.4; charset=utf-8"

    private let registry = Mutex(PrometheusRegistry())

    package init() {}

    /// Sets the help of the metric that instruments with this label make; call before the first of them is made.
    ///
    /// - Parameters:
    ///   - label: as given to the instrument, with the suffix of the metric (`jobs_finished_total`).
    ///   - help: one sentence.
    package func describe(_ label: String, help: String) {
        registry.withLock { $0.describe(PrometheusName.metric(label), help: help) }
    }

    /// Adds a gauge that is read when somebody asks. The same name and labels again replace it.
    ///
    /// - Parameters:
    ///   - name: of the metric.
    ///   - labels: of this series.
    ///   - help: one sentence; the first one of a name counts.
    ///   - read: called by ``render()``, outside any lock; it must not wait.
    package func registerGauge(
        name: String, labels: [(String, String)] = [], help: String, read: @escaping @Sendable () -> Double
    ) {
        let name = PrometheusName.metric(name)
        registry.withLock { registry in
            registry.describe(name, help: help)
            registry.setCallback(name, PrometheusName.labels(labels), read: read)
        }
    }

    /// All metrics in the text exposition format 0.0.4, families and series in a stable order.
    package func render() -> String {
        let families = registry.withLock { $0.families }
        var text = PrometheusText()
        for (name, family) in families.sorted(by: { $0.key < $1.key }) {
            text.header(name, help: family.help, type: family.type)
            let series = family.series.sorted {
                $0.key.lexicographicallyPrecedes($1.key) { ($0.name, $0.value) < ($1.name, $1.value) }
            }
            for (labels, series) in series {
                switch series {
                case .counter(let counter): text.sample(name, labels, String(counter.value))
                case .floatingCounter(let gauge), .gauge(let gauge):
                    text.sample(name, labels, PrometheusText.number(gauge.value))
                case .callback(let read): text.sample(name, labels, PrometheusText.number(read()))
                case .histogram(let histogram): text.histogram(name, labels, histogram.snapshot)
                }
            }
        }
        return text.text
    }
}

extension PrometheusMetrics {
    package func makeCounter(label: String, dimensions: [(String, String)]) -> any CounterHandler {
        handler(PrometheusName.metric(label, suffix: "_total"), dimensions, type: "counter") {
            let counter = PrometheusCounter()
            return (counter, .counter(counter))
        } as PrometheusCounter
    }

    package func makeFloatingPointCounter(
        label: String, dimensions: [(String, String)]
    ) -> any FloatingPointCounterHandler {
        handler(PrometheusName.metric(label, suffix: "_total"), dimensions, type: "counter") {
            let counter = PrometheusGauge(onlyGrows: true)
            return (counter, .floatingCounter(counter))
        } as PrometheusGauge
    }

    package func makeMeter(label: String, dimensions: [(String, String)]) -> any MeterHandler {
        gauge(label, dimensions)
    }

    package func makeRecorder(
        label: String, dimensions: [(String, String)], aggregate: Bool
    ) -> any RecorderHandler {
        aggregate
            ? histogram(PrometheusName.metric(label), dimensions, bounds: PrometheusHistogram.amounts)
            : gauge(label, dimensions)
    }

    package func makeTimer(label: String, dimensions: [(String, String)]) -> any TimerHandler {
        histogram(
            PrometheusName.metric(label, suffix: "_seconds"), dimensions, bounds: PrometheusHistogram.seconds)
    }

    package func destroyCounter(_ handler: any CounterHandler) { remove(handler) }
    package func destroyFloatingPointCounter(_ handler: any FloatingPointCounterHandler) { remove(handler) }
    package func destroyMeter(_ handler: any MeterHandler) { remove(handler) }
    package func destroyRecorder(_ handler: any RecorderHandler) { remove(handler) }
    package func destroyTimer(_ handler: any TimerHandler) { remove(handler) }

    private func remove(_ handler: AnyObject) { registry.withLock { $0.remove(handler) } }

    private func gauge(_ label: String, _ dimensions: [(String, String)]) -> PrometheusGauge {
        handler(PrometheusName.metric(label), dimensions, type: "gauge") {
            let gauge = PrometheusGauge()
            return (gauge, .gauge(gauge))
        }
    }

    private func histogram(
        _ name: String, _ dimensions: [(String, String)], bounds: [Double]
    ) -> PrometheusHistogram {
        handler(name, dimensions, type: "histogram") {
            let histogram = PrometheusHistogram(bounds: bounds)
            return (histogram, .histogram(histogram))
        }
    }

    private func handler<Handler: AnyObject & Sendable>(
        _ name: String, _ dimensions: [(String, String)], type: String, make: () -> (Handler, PrometheusSeries)
    ) -> Handler {
        let labels = PrometheusName.labels(dimensions)
        return registry.withLock { $0.handler(name, labels, type: type, make: make) }
    }
}
