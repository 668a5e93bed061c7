import AMQP
import Foundation
import LocalServices
import Testing

@Suite("Restarting the broker", .timeLimit(.minutes(5)))
struct RestartTests {
    @Test("The client comes back, declares what the broker forgot, and loses no durable message")
    func restart() async throws {
        let durable = Server.unique("durable")
        let forgotten = Server.unique("forgotten")
        let topology = AMQPTopology(queues: [
            .init(name: durable, arguments: ["x-queue-type": "quorum"]), .init(name: forgotten, durable: false),
        ])
        try await withBroker { broker in
            try await run(broker, durable: durable, forgotten: forgotten, topology)
        }
    }

    private func run(_ broker: LocalServices, durable: String, forgotten: String, _ topology: AMQPTopology) async throws
    {
        try await withClient(uri: broker.rabbitmq.amqpURI(virtualHost: "/"), topology: topology) { client in
            // RabbitMQ writes the name of a new quorum queue to the disk with a delay, and one it has not written is lost
            // in a crash. An orderly end writes it; the crash is for the messages.
            try await broker.restartRabbitMQ()
            try await client.waitUntilConnected(timeout: .seconds(60))
            _ = await client.publish(messages(0..<100, to: durable) + messages(0..<1, to: forgotten))
            var iterator = client.consume(AMQPConsumer(queue: durable, prefetch: 10)).makeAsyncIterator()
            let stale = try await take(1, from: &iterator)[0]
            try await broker.killRabbitMQ()
            try await eventually("the loss is noticed") { !client.isConnected }
            let refused = await client.publish(messages(0..<1, to: durable))
            #expect(refused == [.failed(AMQPError(.notConnected))] || refused.allSatisfy { !$0.isConfirmed })
            await #expect(throws: AMQPError.self) { try await client.acknowledge(stale) }
            try await broker.restartRabbitMQ()
            try await client.waitUntilConnected(timeout: .seconds(60))
            var seen: Set<String> = []
            while seen.count < 100, let delivery = await iterator.next() {
                try await client.acknowledge(delivery)
                seen.insert(delivery.messageID)
            }
            #expect(seen == Set((0..<100).map { "m\($0)" }))
            #expect(try await client.messageCount(queue: forgotten) == (0, 0))
            #expect(await client.publish(messages(0..<1, to: forgotten)) == [.confirmed])
            try await client.delete(queue: durable)
            try await client.delete(queue: forgotten)
        }
    }

    /// A broker of the test's own, because others would notice that it dies.
    private func withBroker(_ body: (LocalServices) async throws -> Void) async throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent(Server.unique("cistron-restart"))
            .path
        // Durable: what it has confirmed must survive its death.
        let broker = try await LocalServices.start(
            in: folder, lifetime: .process, which: [.rabbitmq], tuning: .durable, logger: Server.logger)
        let outcome: Result<Void, any Error>
        do { outcome = .success(try await body(broker)) } catch { outcome = .failure(error) }
        await broker.stop()
        try await LocalServices.remove(folder)
        try outcome.get()
    }
}
