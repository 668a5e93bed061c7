/// Shows how far something is: a bar that is drawn anew on a terminal, otherwise a plain line per ten per cent.
package struct ProgressLine: Sendable {
    private let label: String
    private let isTerminal: Bool
    private let unit: Unit
    /// What was shown last: thousandths on a terminal, tenths otherwise.
    private var shown: Int?
    private var width = 0

    /// What is counted.
    package enum Unit: Sendable, Hashable {
        /// Bytes, shown as KB, MB, GB.
        case bytes
        /// Things, by what they are called.
        case items(String)
    }

    /// Begins a display.
    ///
    /// - Parameters:
    ///   - label: what it is about.
    ///   - isTerminal: whether a line can be drawn anew.
    package init(_ label: String, unit: Unit, isTerminal: Bool) {
        self.label = label
        self.unit = unit
        self.isTerminal = isTerminal
    }

    /// What to write when this much is done; nil when nothing worth showing has changed.
    ///
    /// - Parameter total: nil while nobody knows it.
    package mutating func update(done: Int, total: Int?) -> String? {
        guard let total, total > 0 else {
            // Without a total only a line that is drawn anew can tell something.
            return isTerminal ? redraw("\(label)  \(unit.text(done))") : nil
        }
        let done = min(done, total)
        let step = Int(Double(done) / Double(total) * (isTerminal ? 1_000 : 10))
        guard step != shown else { return nil }
        // A repeated upload begins anew; the lines would only repeat themselves.
        if !isTerminal, let shown, step < shown { return nil }
        shown = step
        let percent = Int(Double(done) / Double(total) * 100)
        let amount = "\(unit.text(done)) of \(unit.text(total))"
        guard isTerminal else { return "\(label): \(percent) % (\(amount))\n" }
        let filled = percent * 24 / 100
        let bar = String(repeating: "#", count: filled) + String(repeating: ".", count: 24 - filled)
        return redraw("\(label)  [\(bar)] \(percent) %  \(amount)")
    }

    /// What to write when it is over: on a terminal the end of the line.
    package mutating func end() -> String? {
        defer { width = 0 }
        return width > 0 ? "\n" : nil
    }

    private mutating func redraw(_ text: String) -> String {
        defer { width = text.count }
        return "\r" + text + String(repeating: " ", count: max(0, width - text.count))
    }
}

extension ProgressLine.Unit {
    func text(_ amount: Int) -> String {
        switch self {
        case .items(let name): return "\(amount.grouped) \(name)"
        case .bytes:
            var (value, unit) = (Double(amount), "B")
            for larger in ["KB", "MB", "GB", "TB"] where value >= 1_000 {
                value /= 1_000
                unit = larger
            }
            guard unit != "B" else { return "\(amount) B" }
            let tenths = Int((value * 10).rounded())
            return "\(tenths / 10).\(tenths % 10) \(unit)"
        }
    }
}
