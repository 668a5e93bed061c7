import AMQP
import ServiceLifecycle
import Testing

@Suite("Life of a client", .timeLimit(.minutes(1)))
struct LifecycleTests {
    private func client() async throws -> AMQPClient {
        AMQPClient(try AMQPConfiguration(uri: try await Server.uri()), logger: Server.logger)
    }

    @Test("Graceful shutdown ends run() promptly, sequences with it, and nothing is accepted afterwards")
    func graceful() async throws {
        let client = try await client()
        let group = ServiceGroup(services: [client], logger: Server.logger)
        async let running: Void = group.run()
        try await client.waitUntilConnected(timeout: .seconds(20))
        async let consumed = client.consume(AMQPConsumer(queue: "missing", prefetch: 1)).reduce(0) { count, _ in
            count + 1
        }
        let start = ContinuousClock.now
        await group.triggerGracefulShutdown()
        try await running
        #expect(ContinuousClock.now - start < .seconds(10))
        #expect(await consumed == 0)
        #expect(await client.publish(messages(0..<1, to: "any")) == [.failed(AMQPError(.closed))])
        var late = client.consume(AMQPConsumer(queue: "any", prefetch: 1)).makeAsyncIterator()
        #expect(await late.next() == nil)
        let error = await #expect(throws: AMQPError.self) { try await client.waitUntilConnected(timeout: .seconds(5)) }
        #expect(error?.code == .closed)
    }

    @Test("Graceful shutdown lets publishes under way be confirmed")
    func outstanding() async throws {
        let queue = Server.unique("queue")
        let topology = AMQPTopology(queues: [.init(name: queue, arguments: ["x-queue-type": "quorum"])])
        let configuration = try AMQPConfiguration(uri: try await Server.uri())
        let client = AMQPClient(configuration, topology: topology, logger: Server.logger)
        let group = ServiceGroup(services: [client], logger: Server.logger)
        async let running: Void = group.run()
        try await client.waitUntilConnected(timeout: .seconds(20))
        async let outcomes = client.publish(messages(0..<2000, to: queue))
        try await eventually("publishing has begun") { try await client.messageCount(queue: queue).messages > 0 }
        await group.triggerGracefulShutdown()
        try await running
        #expect(await outcomes.allSatisfy { $0.isConfirmed })
        try await withClient { try await $0.delete(queue: queue) }
    }

    @Test("Cancellation ends run() at once")
    func cancelled() async throws {
        let client = try await client()
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await client.run() }
            try await client.waitUntilConnected(timeout: .seconds(20))
            let start = ContinuousClock.now
            group.cancelAll()
            try await group.waitForAll()
            #expect(ContinuousClock.now - start < .seconds(10))
        }
        #expect(!client.isConnected)
    }

    @Test("Cancellation ends run() even while the broker does not answer the greeting")
    func silentBroker() async throws {
        let (relay, uri) = try await Relay.toServer()
        defer { relay.stop() }
        relay.silence(true)
        let client = AMQPClient(try AMQPConfiguration(uri: uri), logger: Server.logger)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await client.run() }
            try await eventually("the client has connected") { relay.linkCount == 1 }
            let start = ContinuousClock.now
            group.cancelAll()
            try await group.waitForAll()
            #expect(ContinuousClock.now - start < .seconds(10))
        }
        #expect(!client.isConnected)
    }

    @Test("A client that cannot connect can be shut down while it waits for its next attempt")
    func waiting() async throws {
        let client = AMQPClient(try AMQPConfiguration(uri: "amqp://127.0.0.1:1"), logger: Server.logger)
        let group = ServiceGroup(services: [client], logger: Server.logger)
        async let running: Void = group.run()
        try await eventually("it has failed") { client.lastFailure != nil }
        await group.triggerGracefulShutdown()
        try await running
        #expect(client.lastFailure?.code == .connection)
    }

    @Test("A client runs only once, and leaves no thread or file behind")
    func once() async throws {
        let client = try await client()
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await client.run() }
            try await client.waitUntilConnected(timeout: .seconds(20))
            await #expect(throws: AMQPError.self) { try await client.run() }
            #expect(client.isConnected)
            group.cancelAll()
        }
        await #expect(throws: AMQPError.self) { try await client.run() }
    }
}
