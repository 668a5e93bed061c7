/// Text of a faulty input made fit for a message: one line, printable, short.
enum Excerpt {
    private static let limit = 40

    static func of(_ bytes: some Sequence<UInt8>) -> String {
        var result = ""
        var count = 0
        for scalar in String(decoding: Array(bytes.prefix(limit * 4 + 1)), as: UTF8.self).unicodeScalars {
            guard count < limit else { return result + "…" }
            result += scalar.properties.isGraphic ? String(scalar) : scalar.escaped(asASCII: true)
            count += 1
        }
        return result
    }
}

extension Unicode.Scalar.Properties {
    fileprivate var isGraphic: Bool {
        switch generalCategory {
        case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator, .paragraphSeparator: false
        default: true
        }
    }
}
