/// The `<key=value,key="quoted, value">` part of a header line.
enum VCFMetaValue {
    /// The keys and unquoted values, nil if the text is not of that form. The first of repeated keys counts.
    static func fields(_ text: Substring) -> [String: String]? {
        guard text.first == "<" else { return nil }
        var result: [String: String] = [:]
        var rest = text.dropFirst()
        while let equals = rest.firstIndex(of: "=") {
            let key = String(rest[..<equals])
            rest = rest[rest.index(after: equals)...]
            guard let value = rest.first == "\"" ? quoted(&rest) : bare(&rest) else { return nil }
            result[key] = result[key] ?? value
            guard let separator = rest.popFirst() else { return nil }
            if separator == ">" { return result }
            guard separator == "," else { return nil }
        }
        return nil
    }

    private static func bare(_ rest: inout Substring) -> String? {
        guard let end = rest.firstIndex(where: { $0 == "," || $0 == ">" }) else { return nil }
        defer { rest = rest[end...] }
        return String(rest[..<end])
    }

    private static func quoted(_ rest: inout Substring) -> String? {
        var value = ""
        var index = rest.index(after: rest.startIndex)
        while index < rest.endIndex {
            switch rest[index] {
            case "\"":
                rest = rest[rest.index(after: index)...]
                return value
            case "\\":
                index = rest.index(after: index)
                guard index < rest.endIndex else { return nil }
                if rest[index] != "\"", rest[index] != "\\" { value.append("\\") }
                value.append(rest[index])
            default:
                value.append(rest[index])
            }
            index = rest.index(after: index)
        }
        return nil
    }
}
