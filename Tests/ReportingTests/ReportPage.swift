import Foundation
import FoundationXML

/// A page, read by a strict XML parser: what is not well-formed is refused.
final class ReportPage: NSObject, XMLParserDelegate {
    struct Refusal: Error { var reason: String }

    let source: String
    /// The text of the page, without the style.
    private(set) var text = ""
    /// `element.attribute=value`, in order.
    private(set) var attributes: [String] = []
    private var elements: [String: Int] = [:]
    private var open: [(name: String, text: String)] = []
    private var closed: [(name: String, text: String)] = []

    init(_ bytes: [UInt8]) throws {
        source = String(decoding: bytes, as: UTF8.self)
        super.init()
        let parser = XMLParser(data: Data(bytes))
        parser.delegate = self
        guard parser.parse() else {
            throw Refusal(
                reason: "line \(parser.lineNumber): \(parser.parserError.map(String.init(describing:)) ?? "?")")
        }
    }

    func count(of element: String) -> Int { elements[element] ?? 0 }

    func texts(of element: String) -> [String] { closed.filter { $0.name == element }.map(\.text) }

    func parser(
        _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?,
        attributes values: [String: String]
    ) {
        elements[name, default: 0] += 1
        attributes += values.sorted { $0.key < $1.key }.map { "\(name).\($0.key)=\($0.value)" }
        open.append((name, ""))
    }

    func parser(_ parser: XMLParser, foundCharacters string: String) {
        for index in open.indices { open[index].text += string }
        if open.last?.name != "style" { text += string }
    }

    func parser(_ parser: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?) {
        closed.append(open.removeLast())
    }
}
