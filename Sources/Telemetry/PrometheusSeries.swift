/// One series: what is counted under a name and a set of labels.
enum PrometheusSeries: Sendable {
    case counter(PrometheusCounter)
    case floatingCounter(PrometheusGauge)
    case gauge(PrometheusGauge)
    case histogram(PrometheusHistogram)
    case callback(@Sendable () -> Double)

    /// The type of the family a series may live in.
    var type: String {
        switch self {
        case .counter, .floatingCounter: "counter"
        case .gauge, .callback: "gauge"
        case .histogram: "histogram"
        }
    }

    /// What the instrument of swift-metrics holds; `nil` for a callback, which has none.
    var handler: AnyObject? {
        switch self {
        case .counter(let handler): handler
        case .floatingCounter(let handler), .gauge(let handler): handler
        case .histogram(let handler): handler
        case .callback: nil
        }
    }
}
