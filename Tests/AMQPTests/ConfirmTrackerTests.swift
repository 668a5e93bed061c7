import Testing

@testable import AMQP

@Suite("Confirm tracker")
struct ConfirmTrackerTests {
    private func message(_ id: String, exchange: String = "e", key: String = "k") -> AMQPMessage {
        AMQPMessage(exchange: exchange, routingKey: key, messageID: id, body: [])
    }

    private func head(exchange: String = "e", key: String = "k") -> ReturnHead {
        ReturnHead(replyCode: 312, replyText: "NO_ROUTE", exchange: exchange, routingKey: key)
    }

    private func tracker(sending ids: [String]) -> ConfirmTracker {
        var tracker = ConfirmTracker()
        for (index, id) in ids.enumerated() { tracker.sent(message(id), .init(batch: 7, index: index)) }
        return tracker
    }

    private func indices(_ resolutions: [ConfirmTracker.Resolution]) -> [Int] { resolutions.map(\.ticket.index) }

    @Test("Single confirms resolve in any order; a multiple one resolves the rest up to it")
    func order() throws {
        var tracker = tracker(sending: ["a", "b", "c", "d", "e"])
        #expect(indices(try tracker.settled(3, multiple: false, positive: true)) == [2])
        let rest = try tracker.settled(4, multiple: true, positive: true)
        #expect(indices(rest) == [0, 1, 3])
        #expect(rest.allSatisfy { $0.outcome == .confirmed && $0.ticket.batch == 7 })
        #expect(tracker.unconfirmed == 1)
    }

    @Test("Zero with the multiple flag means everything")
    func everything() throws {
        var tracker = tracker(sending: ["a", "b"])
        let resolutions = try tracker.settled(0, multiple: true, positive: false)
        #expect(resolutions.map(\.outcome) == [.nacked, .nacked])
        #expect(tracker.unconfirmed == 0)
    }

    @Test("A returned message is not confirmed by its confirm")
    func returned() throws {
        var tracker = tracker(sending: ["a", "b"])
        try tracker.returned(head(), messageID: "b")
        let resolutions = try tracker.settled(2, multiple: true, positive: true)
        #expect(resolutions.map(\.outcome) == [.confirmed, .returned(replyCode: 312, reason: "NO_ROUTE")])
    }

    @Test("Copies of one id are told apart by where they went, and by order")
    func copies() throws {
        var tracker = ConfirmTracker()
        tracker.sent(message("a", key: "good"), .init(batch: 0, index: 0))
        tracker.sent(message("a", key: "bad"), .init(batch: 0, index: 1))
        tracker.sent(message("a", key: "bad"), .init(batch: 0, index: 2))
        try tracker.returned(head(key: "bad"), messageID: "a")
        let first = try tracker.settled(2, multiple: true, positive: true).map(\.outcome)
        #expect(first == [.confirmed, .returned(replyCode: 312, reason: "NO_ROUTE")])
        #expect(try tracker.settled(3, multiple: false, positive: true).map(\.outcome) == [.confirmed])
    }

    @Test("What fits nothing sent is a violation, not a silent confirm")
    func violations() throws {
        var tracker = tracker(sending: ["a"])
        #expect(throws: AMQPError.self) { try tracker.returned(head(), messageID: "other") }
        #expect(throws: AMQPError.self) { try tracker.settled(2, multiple: false, positive: true) }
        #expect(throws: AMQPError.self) { try tracker.settled(9, multiple: true, positive: true) }
        _ = try tracker.settled(1, multiple: false, positive: true)
        #expect(throws: AMQPError.self) { try tracker.settled(1, multiple: false, positive: true) }
    }

    @Test("The end of a channel is blamed on the message it is about and on nobody else")
    func blame() throws {
        var tracker = ConfirmTracker()
        tracker.sent(message("a", exchange: "there"), .init(batch: 0, index: 0))
        tracker.sent(message("b", exchange: "gone"), .init(batch: 0, index: 1))
        let text = "NOT_FOUND - no exchange 'gone' in vhost '/'"
        let resolutions = tracker.failed(AMQPError(.notFound, replyCode: 404, replyText: text))
        let errors = resolutions.map { resolution -> AMQPError? in
            if case .failed(let error) = resolution.outcome { error } else { nil }
        }
        #expect(errors.map(\.?.code) == [.channelClosed, .notFound])
        #expect(errors.map(\.?.isRetriable) == [true, false])
        #expect(tracker.unconfirmed == 0)
        // A new channel counts from one again.
        #expect(tracker.sent(message("c"), .init(batch: 1, index: 0)) == 1)
    }

    @Test("Whatever order the broker answers in, every message is resolved once", arguments: 0..<50)
    func conservation(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        var tracker = tracker(sending: (0..<300).map { "m\($0)" })
        var open = Set(1...UInt64(300))
        var resolved: [Int] = []
        while let tag = open.randomElement(using: &random) {
            let multiple = Bool.random(using: &random)
            resolved += indices(try tracker.settled(tag, multiple: multiple, positive: true))
            open = open.filter { multiple ? $0 > tag : $0 != tag }
            #expect(tracker.unconfirmed == open.count)
        }
        #expect(resolved.sorted() == Array(0..<300))
    }
}
