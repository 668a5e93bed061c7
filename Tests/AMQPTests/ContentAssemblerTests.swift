import Testing

@testable import AMQP

@Suite("Content assembler")
struct ContentAssemblerTests {
    private let delivery = ContentAssembler.Head.delivery(
        DeliveryHead(tag: 1, redelivered: false, exchange: "", routingKey: "q"))
    private let returned = ContentAssembler.Head.returned(
        ReturnHead(replyCode: 312, replyText: "NO_ROUTE", exchange: "", routingKey: "q"))

    private func feed(_ bytes: [UInt8], to assembler: inout ContentAssembler) throws -> ContentAssembler.Content? {
        // Two steps: a throwing closure would lose the error's type.
        let result = bytes.withUnsafeBytes { fragment in
            Result { () throws(AMQPError) in try assembler.received(fragment) }
        }
        return try result.get()
    }

    @Test("An empty body is complete with its header")
    func empty() throws {
        var assembler = ContentAssembler()
        try assembler.began(delivery)
        let content = try assembler.received(ContentProperties(messageID: "a"))
        #expect(content == .init(head: delivery, properties: .init(messageID: "a"), body: []))
    }

    @Test("A body arrives in pieces, and the next message starts afresh")
    func pieces() throws {
        var assembler = ContentAssembler()
        for _ in 0..<2 {
            try assembler.began(delivery)
            #expect(try assembler.received(ContentProperties(bodySize: 5)) == nil)
            #expect(try feed([1, 2], to: &assembler) == nil)
            #expect(try feed([], to: &assembler) == nil)
            #expect(try feed([3, 4, 5], to: &assembler)?.body == [1, 2, 3, 4, 5])
        }
    }

    @Test("The body of a message that came back is read past")
    func skipped() throws {
        var assembler = ContentAssembler()
        try assembler.began(returned)
        _ = try assembler.received(ContentProperties(bodySize: 3))
        let content = try feed([1, 2, 3], to: &assembler)
        #expect(content?.head == returned)
        #expect(content?.body == [])
    }

    @Test("Frames out of order are violations")
    func violations() throws {
        var assembler = ContentAssembler()
        #expect(throws: AMQPError.self) { try assembler.received(ContentProperties()) }
        #expect(throws: AMQPError.self) { try feed([1], to: &assembler) }
        try assembler.began(delivery)
        #expect(throws: AMQPError.self) { try assembler.began(delivery) }
        _ = try assembler.received(ContentProperties(bodySize: 1))
        #expect(throws: AMQPError.self) { try feed([1, 2], to: &assembler) }
    }
}
