/// Rich text reduced to plain paragraphs.
///
/// The elements of the editor are taken away, their meaning is kept where plain text can: line ends, list bullets,
/// cell borders, raised and lowered numbers, deleted passages. Anything else that looks like an element is text that
/// somebody wrote and stays as it is; nothing disappears silently. The result is not escaped.
struct RichText: Sendable {
    /// Each paragraph is a list of lines.
    let paragraphs: [[String]]

    init(_ source: String) {
        let text = Self.reduced(source)
        paragraphs = text.split(separator: "\n", omittingEmptySubsequences: false)
            .map { $0.split(whereSeparator: \.isWhitespace).joined(separator: " ") }
            .split { $0.isEmpty }
            .map(Array.init)
    }

    private static func reduced(_ source: String) -> String {
        var result = ""
        var isMarkup = false
        var rest = source[...]
        while let start = rest.firstIndex(of: "<") {
            result += rest[..<start]
            rest = rest[start...]
            if let (element, end) = element(rest) {
                result += element
                isMarkup = true
                rest = rest[end...]
            } else {
                result += "<"
                rest = rest.dropFirst()
            }
        }
        result += rest
        // In plain text an ampersand is an ampersand.
        return isMarkup ? decoded(result) : result
    }

    /// The replacement of the element at the start of `text`, and where the text goes on; `nil` for anything else.
    private static func element(_ text: Substring) -> (replacement: String, end: Substring.Index)? {
        guard let close = text.firstIndex(of: ">") else { return nil }
        let inside = text[text.index(after: text.startIndex)..<close]
        let isEnd = inside.first == "/"
        let name = inside.drop { $0 == "/" }.prefix { $0.isLetter || $0.isNumber }.lowercased()
        let next = inside.drop { $0 == "/" }.dropFirst(name.count).first
        guard next == nil || next == " " || next == "/" || next == "\n", let pair = replacements[name] else {
            return nil
        }
        return (isEnd ? pair.end : pair.start, text.index(after: close))
    }

    /// What stands for the beginning and the end of an element.
    private static let replacements: [String: (start: String, end: String)] = {
        var all: [String: (start: String, end: String)] = [
            "br": ("\n", ""), "hr": ("\n\n", ""), "li": ("\n• ", ""), "tr": ("\n", ""), "td": (" | ", ""),
            "th": (" | ", ""), "img": (" [image] ", ""), "sup": ("^", ""), "sub": ("_", ""),
        ]
        for name in ["p", "div", "ul", "ol", "table", "blockquote", "pre", "h1", "h2", "h3", "h4", "h5", "h6"] {
            all[name] = ("\n\n", "\n\n")
        }
        for name in ["a", "b", "code", "em", "font", "i", "span", "strong", "tbody", "thead", "u"] {
            all[name] = ("", "")
        }
        for name in ["s", "strike", "del"] { all[name] = (" [deleted: ", "] ") }
        return all
    }()

    /// Decodes the character references an editor writes. The ampersand comes last, so that nothing is decoded twice.
    private static func decoded(_ text: String) -> String {
        [("&nbsp;", " "), ("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&amp;", "&")]
            .reduce(text) { $0.split(separator: $1.0, omittingEmptySubsequences: false).joined(separator: $1.1) }
    }
}
