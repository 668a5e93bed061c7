import AMQP
import Testing

@Suite("Losing the connection", .serialized, .timeLimit(.minutes(5)))
struct ReconnectTests {
    @Test("A connection closed by the broker comes back; what was unsettled is delivered again")
    func resuming() async throws {
        let name = Server.unique("test")
        try await withQueue(name: name) { client, queue in
            _ = await client.publish(messages(0..<3, to: queue))
            var iterator = client.consume(AMQPConsumer(queue: queue, prefetch: 2)).makeAsyncIterator()
            let before = try await take(1, from: &iterator)[0]
            try await Server.closeConnections(named: name)
            var after = try await take(1, from: &iterator)[0]
            // The second message may still come out of the first connection, as long as its end is not noticed.
            if !after.redelivered { after = try await take(1, from: &iterator)[0] }
            #expect(after.messageID == "m0")
            #expect(after.redelivered)
            let error = await #expect(throws: AMQPError.self) { try await client.acknowledge(before) }
            #expect(error?.code == .staleDelivery)
            try await client.acknowledge(after)
            for delivery in try await take(2, from: &iterator) { try await client.acknowledge(delivery) }
            #expect(await client.publish(messages(3..<4, to: queue)) == [.confirmed])
            #expect(try await take(1, from: &iterator)[0].messageID == "m3")
        }
    }

    @Test("A hundred times over, nothing is lost, and neither threads nor files pile up")
    func manyTimes() async throws {
        try await withRelay { relay, client, queue in
            let deliveries = client.consume(AMQPConsumer(queue: queue, prefetch: 10))
            let seen = try await withThrowingTaskGroup(of: Set<String>.self) { group in
                group.addTask {
                    var seen: Set<String> = []
                    for await delivery in deliveries {
                        // A stale delivery comes again.
                        do { try await client.acknowledge(delivery) } catch { continue }
                        seen.insert(delivery.messageID)
                    }
                    return seen
                }
                let (files, threads) = (try processEntries("fd"), try processEntries("task"))
                for round in 0..<100 {
                    try await publishUntilConfirmed(messages(round * 10..<(round + 1) * 10, to: queue), client)
                    // Whether the loss was noticed need not be waited for: the next round is confirmed over a new link only.
                    relay.cut()
                }
                // The last cut may be noticed only while asking.
                try await eventually("all is consumed") {
                    do {
                        return try await client.messageCount(queue: queue) == (0, 1)
                    } catch let error as AMQPError where error.isRetriable {
                        return false
                    }
                }
                await client.stopConsuming(deliveries)
                // Other tests come and go meanwhile; a leak of one a connection would show a hundred.
                try await eventually("files are closed") { try processEntries("fd") <= files + 90 }
                try await eventually("threads have ended") { try processEntries("task") <= threads + 90 }
                return try await group.next() ?? []
            }
            #expect(seen == Set((0..<1000).map { "m\($0)" }))
        }
    }

    @Test("A peer that falls silent is given up after two heartbeats, in the middle of anything")
    func silence() async throws {
        try await withRelay(heartbeat: .seconds(1)) { relay, client, queue in
            relay.silence(true)
            let start = ContinuousClock.now
            async let count = client.messageCount(queue: queue)
            let outcomes = await client.publish(messages(0..<10, to: queue))
            #expect(outcomes.allSatisfy { if case .failed(let error) = $0 { error.isRetriable } else { false } })
            do {
                Issue.record("the broker answered: \(try await count)")
            } catch let error as AMQPError {
                #expect(error.isRetriable)
            }
            #expect(ContinuousClock.now - start < .seconds(5))
            relay.cut()
            relay.silence(false)
            try await client.waitUntilConnected(timeout: .seconds(30))
            #expect(await client.publish(messages(0..<1, to: queue)) == [.confirmed])
        }
    }

    /// Runs a client that reaches the broker through a relay.
    private func withRelay(
        heartbeat: Duration = .seconds(20), _ body: (Relay, AMQPClient, String) async throws -> Void
    ) async throws {
        let (relay, uri) = try await Relay.toServer()
        defer { relay.stop() }
        let queue = Server.unique("queue")
        let topology = AMQPTopology(queues: [.init(name: queue, arguments: ["x-queue-type": "quorum"])])
        try await withClient(uri: uri, heartbeat: heartbeat, topology: topology) { client in
            try await body(relay, client, queue)
        }
        try await withClient { try await $0.delete(queue: queue) }
    }

    private func publishUntilConfirmed(_ messages: [AMQPMessage], _ client: AMQPClient) async throws {
        var open = messages
        try await eventually("everything is confirmed") {
            let outcomes = await client.publish(open)
            open = zip(open, outcomes).filter { !$1.isConfirmed }.map(\.0)
            return open.isEmpty
        }
    }

    @Test("Publishes under way when the connection breaks all get an outcome")
    func outcomes() async throws {
        try await withRelay { relay, client, queue in
            async let published = client.publish(messages(0..<50_000, to: queue))
            // Watched from elsewhere: asking the same connection would let the window run empty.
            try await withClient { observer in
                try await eventually("publishing has begun") {
                    try await observer.messageCount(queue: queue).messages > 500
                }
            }
            relay.cut()
            let outcomes = await published
            let confirmed = outcomes.count { $0.isConfirmed }
            let unknown = outcomes.count {
                if case .failed(let error) = $0 { error.code == .connection } else { false }
            }
            let unsent = outcomes.count {
                if case .failed(let error) = $0 { error.code == .notConnected } else { false }
            }
            #expect(confirmed > 0)
            #expect((1...256).contains(unknown))
            #expect(unsent > 0)
            #expect(confirmed + unknown + unsent == 50_000)
            try await client.waitUntilConnected(timeout: .seconds(20))
            try await eventually("what was confirmed is there, and no more than was sent") {
                (confirmed...confirmed + unknown).contains(try await client.messageCount(queue: queue).messages)
            }
        }
    }

    @Test("A handler that takes several heartbeats does not cost the connection")
    func slowHandler() async throws {
        try await withQueue(heartbeat: .seconds(1)) { client, queue in
            _ = await client.publish(messages(0..<1, to: queue))
            var iterator = client.consume(AMQPConsumer(queue: queue, prefetch: 1)).makeAsyncIterator()
            let delivery = try await take(1, from: &iterator)[0]
            // The time is the subject here: longer than the broker tolerates silence.
            try await Task.sleep(for: .seconds(5))
            #expect(ContinuousClock.now - client.lastActivity < .seconds(1))
            try await client.acknowledge(delivery)
            #expect(client.lastFailure == nil)
        }
    }

    @Test("Wrong credentials and addresses are reported, not thrown by run()")
    func unreachable() async throws {
        for (uri, code) in [
            ("amqp://127.0.0.1:1", AMQPError.Code.connection), (try await wrongPassword(), .accessRefused),
        ] {
            let client = AMQPClient(try AMQPConfiguration(uri: uri), logger: Server.logger)
            async let _: Void = client.run()
            let error = await #expect(throws: AMQPError.self) {
                try await client.waitUntilConnected(timeout: .seconds(1))
            }
            #expect(error?.code == code)
            #expect(error?.description.contains("wrong-password") == false)
            #expect(!client.isConnected)
        }
    }

    private func wrongPassword() async throws -> String {
        let host = try await Server.uri().split(separator: "@").last ?? ""
        return "amqp://guest:wrong-password@\(host)"
    }
}
