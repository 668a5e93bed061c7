import Client
import Testing

@Suite struct ServerSentEventParserTests {
    private func parse(_ text: String, piece: Int = .max) -> [ServerSentEvent] {
        var parser = ServerSentEventParser()
        let bytes = Array(text.utf8)
        return stride(from: 0, to: bytes.count, by: min(piece, max(bytes.count, 1))).flatMap {
            parser.consume(bytes[$0..<min($0 + min(piece, bytes.count), bytes.count)])
        }
    }

    @Test func joinsLinesOfData() {
        let events = parse("id: 7\nevent: state\ndata: one\ndata:two\ndata:  three\n\n")
        #expect(events == [ServerSentEvent(id: "7", name: "state", data: "one\ntwo\n three")])
    }

    @Test(arguments: ["\n", "\r\n", "\r"]) func understandsAnyEndOfLine(_ end: String) {
        let text = ["id: 1", "data: a", "", ": heartbeat", "data: b", "data", "", ""].joined(separator: end)
        #expect(
            parse(text) == [
                ServerSentEvent(id: "1", name: "message", data: "a"),
                ServerSentEvent(id: "1", name: "message", data: "b\n"),
            ])
    }

    @Test func passesOverWhatIsNoEvent() {
        #expect(parse(": comment\n\nevent: state\nid: 3\n\nunknown: x\nretry: 10\n\n").isEmpty)
    }

    @Test func forgetsTheNameButKeepsTheID() {
        let events = parse("event: progress\nid: 5\ndata: a\n\ndata: b\n\nid\ndata: c\n\n")
        #expect(events.map(\.name) == ["progress", "message", "message"])
        #expect(events.map(\.id) == ["5", "5", ""])
    }

    @Test func dropsAnEventThatHasNotEnded() {
        #expect(parse("data: whole\n\ndata: half\n").map(\.data) == ["whole"])
        #expect(parse("data: half").isEmpty)
    }

    @Test func readsBehindAByteOrderMark() {
        #expect(parse("\u{FEFF}data: a\n\n").map(\.data) == ["a"])
    }

    @Test func beginsWithTheIDOfAnEarlierStream() {
        var parser = ServerSentEventParser(lastEventID: "41")
        #expect(parser.consume(Array("data: x\n\n".utf8)).map(\.id) == ["41"])
    }

    @Test func cutsAreInvisible() {
        let text =
            "id: 1\r\nevent: state\r\ndata: {\"größe\": 1}\r\n\r\n: beat\n\nid: 2\rdata: é\rdata: ü\r\rdata: z\n\n"
        let whole = parse(text)
        #expect(whole.count == 3)
        for piece in 1...text.utf8.count { #expect(parse(text, piece: piece) == whole) }
    }
}
