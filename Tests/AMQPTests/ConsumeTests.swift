import AMQP
import Testing

@Suite("Consuming", .timeLimit(.minutes(2)))
struct ConsumeTests {
    @Test("No more than the prefetch is out at a time")
    func prefetch() async throws {
        try await withQueue { client, queue in
            _ = await client.publish(messages(0..<10, to: queue))
            var iterator = client.consume(AMQPConsumer(queue: queue, prefetch: 3)).makeAsyncIterator()
            let first = try await take(3, from: &iterator)
            try await eventually("three are out") { try await client.messageCount(queue: queue).messages == 7 }
            try await client.acknowledge(first[1])
            let next = try await take(1, from: &iterator)
            #expect(next[0].messageID == "m3")
            try await eventually("still three are out") { try await client.messageCount(queue: queue).messages == 6 }
        }
    }

    @Test("A rejected message comes again when requeued, and never otherwise")
    func rejecting() async throws {
        try await withQueue { client, queue in
            _ = await client.publish(messages(0..<1, to: queue))
            var iterator = client.consume(AMQPConsumer(queue: queue, prefetch: 1)).makeAsyncIterator()
            try await client.reject(try await take(1, from: &iterator)[0], requeue: true)
            let again = try await take(1, from: &iterator)[0]
            #expect(again.messageID == "m0")
            #expect(again.redelivered)
            #expect(again.deliveryCount == 1)
            try await client.reject(again, requeue: false)
            _ = await client.publish(messages(1..<2, to: queue))
            #expect(try await take(1, from: &iterator)[0].messageID == "m1")
        }
    }

    @Test("Settling twice is an error of the second call, and the channel lives on")
    func twice() async throws {
        try await withQueue { client, queue in
            _ = await client.publish(messages(0..<2, to: queue))
            var iterator = client.consume(AMQPConsumer(queue: queue, prefetch: 1)).makeAsyncIterator()
            let delivery = try await take(1, from: &iterator)[0]
            try await client.acknowledge(delivery)
            let error = await #expect(throws: AMQPError.self) { try await client.acknowledge(delivery) }
            #expect(error?.code == .staleDelivery)
            #expect(try await take(1, from: &iterator)[0].messageID == "m1")
        }
    }

    @Test("Leaving the loop gives back what is unsettled")
    func leaving() async throws {
        try await withQueue { client, queue in
            _ = await client.publish(messages(0..<5, to: queue))
            let deliveries = client.consume(AMQPConsumer(queue: queue, prefetch: 5))
            var kept: AMQPDelivery?
            for await delivery in deliveries {
                kept = delivery
                break
            }
            let delivery = try #require(kept)
            try await eventually("all are back") { try await client.messageCount(queue: queue) == (5, 0) }
            let error = await #expect(throws: AMQPError.self) { try await client.acknowledge(delivery) }
            #expect(error?.code == .staleDelivery)
        }
    }

    @Test("Cancelling the task ends the loop and gives back what is unsettled")
    func cancelling() async throws {
        try await withQueue { client, queue in
            _ = await client.publish(messages(0..<2, to: queue))
            try await withThrowingTaskGroup(of: Int.self) { group in
                group.addTask {
                    var count = 0
                    for await _ in client.consume(AMQPConsumer(queue: queue, prefetch: 10)) { count += 1 }
                    return count
                }
                try await eventually("both are out") { try await client.messageCount(queue: queue) == (0, 1) }
                group.cancelAll()
                #expect(try await group.next() ?? 0 <= 2)
            }
            try await eventually("both are back") { try await client.messageCount(queue: queue) == (2, 0) }
        }
    }

    @Test("A sequence nobody iterates gives back what it was sent")
    func forgotten() async throws {
        try await withQueue { client, queue in
            _ = await client.publish(messages(0..<1, to: queue))
            try await {
                let deliveries = client.consume(AMQPConsumer(queue: queue, prefetch: 1))
                try await eventually("it is out") { try await client.messageCount(queue: queue) == (0, 1) }
                withExtendedLifetime(deliveries) {}
            }()
            try await eventually("it is back") { try await client.messageCount(queue: queue) == (1, 0) }
        }
    }

    @Test("Stopping ends the sequence after what was delivered, all of which can be settled")
    func stopping() async throws {
        try await withQueue { client, queue in
            _ = await client.publish(messages(0..<20, to: queue))
            let deliveries = client.consume(AMQPConsumer(queue: queue, prefetch: 8))
            var iterator = deliveries.makeAsyncIterator()
            var taken = try await take(1, from: &iterator)
            try await eventually("eight are out") { try await client.messageCount(queue: queue).messages == 12 }
            await client.stopConsuming(deliveries)
            #expect(try await client.messageCount(queue: queue).messages == 12)
            while let delivery = await iterator.next() { taken.append(delivery) }
            #expect(taken.map(\.messageID) == (0..<8).map { "m\($0)" })
            for delivery in taken { try await client.acknowledge(delivery) }
            try await eventually("the channel closes") { try await client.messageCount(queue: queue) == (12, 0) }
            await client.stopConsuming(deliveries)
            #expect(await iterator.next() == nil)
        }
    }

    @Test("Stopping while messages pour in loses none")
    func stoppingInTraffic() async throws {
        try await withQueue { client, queue in
            async let published = client.publish(messages(0..<3000, to: queue))
            let deliveries = client.consume(AMQPConsumer(queue: queue, prefetch: 50))
            var settled = 0
            for await delivery in deliveries {
                try await client.acknowledge(delivery)
                settled += 1
                if settled == 500 { await client.stopConsuming(deliveries) }
            }
            #expect(await published.allSatisfy { $0.isConfirmed })
            #expect(settled >= 500)
            let rest = 3000 - settled
            try await eventually("the rest is there") { try await client.messageCount(queue: queue) == (rest, 0) }
        }
    }

    @Test("A consumer whose queue is deleted waits for it to come back")
    func deletedQueue() async throws {
        try await withQueue { client, queue in
            _ = await client.publish(messages(0..<500, to: queue))
            var iterator = client.consume(AMQPConsumer(queue: queue, prefetch: 500)).makeAsyncIterator()
            var delivered = try await take(500, from: &iterator)
            try await client.delete(queue: queue)
            // A queue that comes back before the consumer's channel has heard of its end is a trap of the broker's.
            try await eventually("the deliveries are void") {
                do {
                    try await client.acknowledge(try #require(delivered.popLast()))
                    return false
                } catch let error as AMQPError {
                    return error.code == .staleDelivery
                }
            }
            let topology = AMQPTopology(queues: [.init(name: queue, arguments: ["x-queue-type": "quorum"])])
            try await client.apply(topology)
            _ = await client.publish(messages(777..<778, to: queue))
            let delivery = try await take(1, from: &iterator)[0]
            #expect(delivery.messageID == "m777")
            try await client.acknowledge(delivery)
        }
    }

    @Test("Many consumers on one connection do not disturb each other")
    func many() async throws {
        try await withQueue { client, queue in
            let outcomes = await client.publish(messages(0..<2000, to: queue))
            #expect(outcomes.allSatisfy { $0.isConfirmed })
            let deliveries = (0..<20).map { _ in client.consume(AMQPConsumer(queue: queue, prefetch: 5)) }
            let seen = try await withThrowingTaskGroup(of: [String].self) { group in
                for consumer in deliveries {
                    group.addTask {
                        var seen: [String] = []
                        for await delivery in consumer {
                            try await client.acknowledge(delivery)
                            seen.append(delivery.messageID)
                        }
                        return seen
                    }
                }
                try await eventually("the queue is empty") { try await client.messageCount(queue: queue).messages == 0 }
                for consumer in deliveries { await client.stopConsuming(consumer) }
                return try await group.reduce(into: [String]()) { $0 += $1 }
            }
            #expect(seen.count == 2000)
            #expect(Set(seen).count == 2000)
        }
    }
}
