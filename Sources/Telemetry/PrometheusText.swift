/// Writes the Prometheus text exposition format, version 0.0.4.
struct PrometheusText: Sendable {
    private(set) var text = ""

    mutating func header(_ name: String, help: String, type: String) {
        text += "# HELP \(name) \(Self.escaped(help, quotes: false))\n# TYPE \(name) \(type)\n"
    }

    mutating func sample(_ name: String, _ labels: [PrometheusLabel], _ value: String) {
        text += name
        if !labels.isEmpty {
            let pairs = labels.map { "\($0.name)=\"\(Self.escaped($0.value, quotes: true))\"" }
            text += "{\(pairs.joined(separator: ","))}"
        }
        text += " \(value)\n"
    }

    mutating func histogram(_ name: String, _ labels: [PrometheusLabel], _ snapshot: PrometheusHistogram.Snapshot) {
        var below: UInt64 = 0
        for (bound, count) in zip(snapshot.bounds.map(Self.number) + ["+Inf"], snapshot.counts) {
            below += count
            sample("\(name)_bucket", labels + [PrometheusLabel(name: "le", value: bound)], String(below))
        }
        sample("\(name)_sum", labels, Self.number(snapshot.sum))
        sample("\(name)_count", labels, String(below))
    }

    /// A floating-point number as the format wants it; whole numbers without a fraction.
    static func number(_ value: Double) -> String {
        if value.isNaN { return "NaN" }
        if value.isInfinite { return value > 0 ? "+Inf" : "-Inf" }
        let text = value.description
        return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
    }

    /// A backslash and a line feed always, a quotation mark inside a label value.
    private static func escaped(_ text: String, quotes: Bool) -> String {
        var bytes: [UInt8] = []
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "\\"): bytes += "\\\\".utf8
            case UInt8(ascii: "\n"): bytes += "\\n".utf8
            case UInt8(ascii: "\"") where quotes: bytes += "\\\"".utf8
            default: bytes.append(byte)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
