/// A laboratory's regular expression on transcript names, matching anywhere in the name.
struct TranscriptPattern: Sendable {
    private enum Matcher: Sendable {
        case everything
        /// The name contains, or begins with, a plain text: what laboratories write nearly always.
        case literal(String, anchored: Bool)
        case expression(String)
    }

    private let matcher: Matcher

    init(_ pattern: String?) {
        guard let pattern else {
            self.matcher = .everything
            return
        }
        let anchored = pattern.hasPrefix("^")
        var plain = anchored ? String(pattern.dropFirst()) : pattern
        if plain.hasSuffix(".*") { plain.removeLast(2) }
        if plain.utf8.allSatisfy(TranscriptPattern.isPlain) {
            self.matcher = .literal(plain, anchored: anchored)
        } else {
            self.matcher = .expression(pattern)
        }
    }

    /// For each name whether it matches; every distinct name is judged once.
    /// - Throws: ``FilteringError`` when the expression is not valid.
    func matches(_ names: [String]) throws(FilteringError) -> [Bool] {
        switch matcher {
        case .everything: return names.map { _ in true }
        case .literal(let text, anchored: true): return names.map { $0.utf8.starts(with: text.utf8) }
        case .literal(let text, anchored: false): return names.map { $0.utf8.contains(Array(text.utf8)) }
        case .expression(let pattern):
            // Compiled here because a compiled expression cannot be shared between tasks.
            let regex: Regex<AnyRegexOutput>
            do {
                regex = try Regex(pattern)
            } catch {
                throw FilteringError(.configuration, at: "transcripts.inclusion_regex", "not a regular expression")
            }
            return names.map { $0.firstMatch(of: regex) != nil }
        }
    }

    private static func isPlain(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"):
            true
        default: false
        }
    }
}

extension String.UTF8View {
    /// Whether the bytes occur in order anywhere.
    fileprivate func contains(_ text: [UInt8]) -> Bool {
        guard !text.isEmpty else { return true }
        var start = startIndex
        while let hit = self[start...].firstIndex(of: text[0]) {
            if self[hit...].starts(with: text) { return true }
            start = index(after: hit)
        }
        return false
    }
}
