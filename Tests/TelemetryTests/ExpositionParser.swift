/// A strict reader of the Prometheus text format 0.0.4: what it does not expect, it refuses.
struct ExpositionParser {
    struct Sample: Equatable {
        var name: String
        var labels: [String: String]
        var value: Double
    }

    struct Family: Equatable {
        var name: String
        var help: String
        var type: String
        var samples: [Sample] = []
    }

    struct Refusal: Error { var reason: String }

    private(set) var families: [Family] = []

    init(_ text: String) throws(Refusal) {
        guard text.isEmpty || text.hasSuffix("\n") else { throw Refusal(reason: "the last line has no end") }
        var help: (name: String, text: String)?
        for line in text.split(separator: "\n", omittingEmptySubsequences: false).dropLast() {
            if line.hasPrefix("# HELP ") {
                let parts = line.dropFirst(7).split(separator: " ", maxSplits: 1)
                guard parts.count == 2, help == nil else { throw Refusal(reason: "misplaced: \(line)") }
                help = (String(parts[0]), try Self.unescape(parts[1], quotes: false))
            } else if line.hasPrefix("# TYPE ") {
                let parts = line.dropFirst(7).split(separator: " ").map(String.init)
                guard parts.count == 2, let found = help, found.name == parts[0],
                    ["counter", "gauge", "histogram"].contains(parts[1]),
                    !families.contains(where: { $0.name == parts[0] })
                else { throw Refusal(reason: "misplaced: \(line)") }
                families.append(Family(name: parts[0], help: found.text, type: parts[1]))
                help = nil
            } else {
                guard !families.isEmpty, help == nil else { throw Refusal(reason: "no family: \(line)") }
                let sample = try Self.sample(line)
                try check(sample, in: families[families.count - 1])
                families[families.count - 1].samples.append(sample)
            }
        }
    }

    func family(_ name: String) -> Family? { families.first { $0.name == name } }

    func value(_ name: String, _ labels: [String: String] = [:]) -> Double? {
        families.flatMap(\.samples).first { $0.name == name && $0.labels == labels }?.value
    }

    private func check(_ sample: Sample, in family: Family) throws(Refusal) {
        let names = family.type == "histogram" ? ["_bucket", "_sum", "_count"].map { family.name + $0 } : [family.name]
        guard names.contains(sample.name) else { throw Refusal(reason: "\(sample.name) is not of \(family.name)") }
        guard !family.samples.contains(where: { $0.name == sample.name && $0.labels == sample.labels }) else {
            throw Refusal(reason: "\(sample.name) \(sample.labels) twice")
        }
    }

    private static func sample(_ line: Substring) throws(Refusal) -> Sample {
        var rest = line
        let name = rest.prefix { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_" || $0 == ":") }
        guard let first = name.first, !first.isNumber else { throw Refusal(reason: "no name: \(line)") }
        rest = rest.dropFirst(name.count)
        var labels: [String: String] = [:]
        if rest.first == "{" {
            repeat {
                rest = rest.dropFirst()
                let label = rest.prefix { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_") }
                rest = rest.dropFirst(label.count)
                guard let first = label.first, !first.isNumber, rest.hasPrefix("=\"") else {
                    throw Refusal(reason: "label: \(line)")
                }
                rest = rest.dropFirst(2)
                let value = quoted(rest)
                rest = rest.dropFirst(value.count)
                guard rest.first == "\"", labels[String(label)] == nil else { throw Refusal(reason: "label: \(line)") }
                labels[String(label)] = try unescape(value, quotes: true)
                rest = rest.dropFirst()
            } while rest.first == ","
            guard rest.first == "}" else { throw Refusal(reason: "labels do not end: \(line)") }
            rest = rest.dropFirst()
        }
        guard rest.first == " " else { throw Refusal(reason: "no value: \(line)") }
        let number = String(rest.dropFirst())
        let special = ["+Inf": Double.infinity, "-Inf": -Double.infinity, "NaN": Double.nan]
        guard let value = special[number] ?? Double(number) else { throw Refusal(reason: "no number: \(line)") }
        return Sample(name: String(name), labels: labels, value: value)
    }

    /// Up to the closing quotation mark.
    private static func quoted(_ text: Substring) -> Substring {
        var isEscaped = false
        return text.prefix { character in
            defer { isEscaped = character == "\\" && !isEscaped }
            return character != "\"" || isEscaped
        }
    }

    private static func unescape(_ text: Substring, quotes: Bool) throws(Refusal) -> String {
        var result = ""
        var characters = text.makeIterator()
        while let character = characters.next() {
            guard character == "\\" else {
                result.append(character)
                continue
            }
            switch characters.next() {
            case "\\": result.append("\\")
            case "n": result.append("\n")
            case "\"" where quotes: result.append("\"")
            default: throw Refusal(reason: "unknown escape: \(text)")
            }
        }
        return result
    }
}
