/// Names as the Prometheus exposition format allows them.
enum PrometheusName {
    /// A metric name: letters, digits, `_` and `:`, not beginning with a digit. Anything else becomes `_`.
    static func metric(_ label: String, suffix: String = "") -> String {
        let name = sanitised(label, allowing: UInt8(ascii: ":"))
        return name.hasSuffix(suffix) ? name : name + suffix
    }

    /// The labels of one series, sorted by name. Names are made valid; of two that become the same, the later stays.
    static func labels(_ dimensions: [(String, String)]) -> [PrometheusLabel] {
        var byName: [String: String] = [:]
        for (name, value) in dimensions { byName[label(name)] = value }
        return byName.map { PrometheusLabel(name: $0.key, value: $0.value) }.sorted { $0.name < $1.name }
    }

    /// `le` belongs to histograms and a leading `__` to Prometheus itself; such names get a prefix.
    private static func label(_ name: String) -> String {
        let name = sanitised(name, allowing: nil)
        return name == "le" || name.hasPrefix("__") ? "exported_\(name)" : name
    }

    private static func sanitised(_ text: String, allowing extra: UInt8?) -> String {
        var bytes: [UInt8] = []
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "_"):
                bytes.append(byte)
            case UInt8(ascii: "0")...UInt8(ascii: "9"):
                if bytes.isEmpty { bytes.append(UInt8(ascii: "_")) }
                bytes.append(byte)
            default: bytes.append(byte == extra ? byte : UInt8(ascii: "_"))
            }
        }
        return bytes.isEmpty ? "_" : String(decoding: bytes, as: UTF8.self)
    }
}

/// One label of a series, with a valid name.
struct PrometheusLabel: Hashable, Sendable {
    var name: String
    var value: String
}
