/// Every series of a process, by family and labels.
struct PrometheusRegistry: Sendable {
    typealias Labels = [PrometheusLabel]

    struct Family: Sendable {
        let type: String
        let help: String
        var series: [Labels: PrometheusSeries] = [:]
    }

    private(set) var families: [String: Family] = [:]
    private var helps: [String: String] = [:]

    mutating func describe(_ name: String, help: String) { helps[name] = help }

    /// The handler under a name and labels; `make` gives the series when there is none.
    ///
    /// A name has one type. A second type under the same name lives under the name with the type appended: wrong code
    /// must neither end the process nor spoil the whole page. When even that is taken, the handler counts unseen.
    mutating func handler<Handler: AnyObject>(
        _ name: String, _ labels: Labels, type: String, make: () -> (Handler, PrometheusSeries)
    ) -> Handler {
        var free: String?
        for candidate in [name, "\(name)_\(type)"] where families[candidate].map({ $0.type == type }) ?? true {
            guard let existing = families[candidate]?.series[labels] else {
                free = candidate
                break
            }
            if let handler = existing.handler as? Handler { return handler }
        }
        let (handler, series) = make()
        if let free { insert(series, under: free, labels) }
        return handler
    }

    /// Puts a callback under a name and labels, in place of the one that was there.
    mutating func setCallback(_ name: String, _ labels: Labels, read: @escaping @Sendable () -> Double) {
        let series = PrometheusSeries.callback(read)
        guard let free = [name, "\(name)_gauge"].first(where: { families[$0].map { $0.type == series.type } ?? true })
        else { return }
        insert(series, under: free, labels)
    }

    mutating func remove(_ handler: AnyObject) {
        for (name, family) in families {
            guard let labels = family.series.first(where: { $0.value.handler === handler })?.key else { continue }
            families[name]?.series[labels] = nil
            if families[name]?.series.isEmpty == true { families[name] = nil }
            return
        }
    }

    private mutating func insert(_ series: PrometheusSeries, under name: String, _ labels: Labels) {
        let empty = Family(type: series.type, help: helps[name] ?? name)
        families[name, default: empty].series[labels] = series
    }
}
