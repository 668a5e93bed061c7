import AMQP
import Testing

@Suite("Publishing", .timeLimit(.minutes(2)))
struct PublishTests {
    @Test("A message comes out as it went in")
    func roundTrip() async throws {
        let headers: [String: AMQPValue] = [
            "null": nil, "bool": true, "int": -1, "large": .int(.max), "double": 0.1, "text": "grüße 🧬",
            "empty": "", "bytes": .bytes([0, 255, 128]), "decimal": .decimal(scale: 2, value: 314),
            "time": .timestamp(1_700_000_000), "array": [1, "two", [3.0]], "table": ["inner": ["deep": false]],
            "nothing": [:], "none": [],
        ]
        try await withQueue { client, queue in
            let message = AMQPMessage(
                exchange: "", routingKey: queue, messageID: "id-1", body: Array("{}".utf8), headers: headers,
                contentType: "application/cbor", type: "ingest.chunk")
            #expect(await client.publish([message]) == [.confirmed])
            var iterator = client.consume(AMQPConsumer(queue: queue, prefetch: 1)).makeAsyncIterator()
            let delivery = try await take(1, from: &iterator)[0]
            #expect(delivery.messageID == "id-1")
            #expect(delivery.body == message.body)
            #expect(delivery.contentType == "application/cbor")
            #expect(delivery.type == "ingest.chunk")
            #expect(delivery.exchange == "")
            #expect(delivery.routingKey == queue)
            #expect(delivery.queue == queue)
            #expect(!delivery.redelivered)
            #expect(delivery.deliveryCount == 0)
            #expect(delivery.headers.filter { $0.key != "x-delivery-count" } == headers)
            try await client.acknowledge(delivery)
        }
    }

    @Test("Bodies of every size arrive whole", arguments: [0, 1, 131_064, 131_065, 1 << 20, 5_000_000])
    func sizes(size: Int) async throws {
        try await withQueue { client, queue in
            let body = (0..<size).map { UInt8(truncatingIfNeeded: $0 &* 31) }
            let message = AMQPMessage(exchange: "", routingKey: queue, messageID: "big", body: body)
            #expect(await client.publish([message]) == [.confirmed])
            var iterator = client.consume(AMQPConsumer(queue: queue, prefetch: 1)).makeAsyncIterator()
            let delivery = try await take(1, from: &iterator)[0]
            #expect(delivery.body == body)
        }
    }

    @Test("Twenty thousand messages in batches are all confirmed")
    func volume() async throws {
        try await withQueue { client, queue in
            for batch in 0..<20 {
                let outcomes = await client.publish(messages(batch * 1000..<(batch + 1) * 1000, to: queue))
                #expect(outcomes.count == 1000)
                #expect(outcomes.allSatisfy { $0.isConfirmed })
            }
            try await eventually("the queue holds all") {
                try await client.messageCount(queue: queue).messages == 20_000
            }
            #expect(try await client.purge(queue: queue) == 20_000)
        }
    }

    @Test("Batches of several tasks share the window, and each gets its own outcomes")
    func concurrency() async throws {
        try await withQueue { client, queue in
            let counts = await withTaskGroup(of: Int.self) { group in
                for task in 0..<8 {
                    group.addTask {
                        var batch = messages(0..<200, to: queue)
                        if task.isMultiple(of: 2) { batch[task].routingKey = "nowhere-\(queue)" }
                        let outcomes = await client.publish(batch)
                        return outcomes.indices.count { !outcomes[$0].isConfirmed && $0 == task }
                    }
                }
                return await group.reduce(0, +)
            }
            #expect(counts == 4)
            try await eventually("all but four arrive") { try await client.messageCount(queue: queue).messages == 1596 }
        }
    }

    @Test("What no queue wants comes back, its neighbours are confirmed")
    func unroutable() async throws {
        try await withQueue { client, queue in
            var batch = messages(0..<3, to: queue)
            batch[1].routingKey = "nowhere-\(queue)"
            let outcomes = await client.publish(batch)
            #expect(outcomes == [.confirmed, .returned(replyCode: 312, reason: "NO_ROUTE"), .confirmed])
        }
    }

    @Test("A full queue that rejects publishes nacks", arguments: ["quorum", "classic"])
    func full(type: String) async throws {
        let arguments: [String: AMQPValue] = [
            "x-queue-type": .string(type), "x-max-length": 3, "x-overflow": "reject-publish",
        ]
        try await withQueue(arguments: arguments) { client, queue in
            // A quorum queue notices a little late that it is full.
            let outcomes = await client.publish(messages(0..<20, to: queue))
            let later = await client.publish(messages(20..<22, to: queue))
            #expect(outcomes[..<3].allSatisfy { $0.isConfirmed })
            #expect(later == [.nacked, .nacked])
        }
    }

    @Test("A missing exchange fails its message only; the publisher goes on")
    func missingExchange() async throws {
        try await withQueue { client, queue in
            var stray = messages(0..<1, to: queue)
            stray[0].exchange = "missing-\(queue)"
            let outcome = try #require(await client.publish(stray).first)
            guard case .failed(let error) = outcome else {
                Issue.record("the outcome is \(outcome)")
                return
            }
            #expect(error.code == .notFound)
            #expect(error.replyCode == 404)
            #expect(await client.publish(messages(1..<3, to: queue)) == [.confirmed, .confirmed])
        }
    }

    @Test("A message that AMQP cannot express is refused here and harms nobody")
    func inexpressible() async throws {
        try await withQueue { client, queue in
            let long = String(repeating: "x", count: 256)
            var batch = messages(0..<7, to: queue)
            batch[0].messageID = long
            batch[1].type = long
            batch[2].headers = [long: 1]
            batch[3].headers = ["a": [["b": .table([long: 1])]]]
            batch[4].headers = ["a": .string(String(repeating: "x", count: 200_000))]
            batch[5].headers = ["a": .string(String(repeating: "x", count: 100_000))]
            let outcomes = await client.publish(batch)
            for outcome in outcomes[..<5] {
                guard case .failed(let error) = outcome else {
                    Issue.record("the outcome is \(outcome)")
                    continue
                }
                #expect(error.code == .invalidMessage)
                #expect(!error.isRetriable)
            }
            #expect(outcomes[5...] == [.confirmed, .confirmed])
        }
    }

    @Test("Without a connection publishing fails at once")
    func disconnected() async throws {
        let client = AMQPClient(try AMQPConfiguration(uri: try await Server.uri()), logger: Server.logger)
        let outcomes = await client.publish(messages(0..<2, to: "any"))
        #expect(outcomes == [.failed(AMQPError(.notConnected)), .failed(AMQPError(.notConnected))])
        let error = await #expect(throws: AMQPError.self) { try await client.purge(queue: "any") }
        #expect(error?.code == .notConnected)
    }
}
