import AMQP
import Testing

@Suite("TLS", .enabled(if: Server.hasTLS), .timeLimit(.minutes(1)))
struct TLSTests {
    @Test("With the right authority messages go round, large ones too")
    func roundTrip() async throws {
        let queue = Server.unique("queue")
        let tls = AMQPTLS(authorityFile: Server.tlsAuthority)
        let topology = AMQPTopology(queues: [.init(name: queue)])
        try await withClient(uri: Server.tlsURI, topology: topology, tls: tls) { client in
            let body = [UInt8](repeating: 7, count: 1 << 20)
            let message = AMQPMessage(exchange: "", routingKey: queue, messageID: "a", body: body)
            #expect(await client.publish([message]) == [.confirmed])
            var iterator = client.consume(AMQPConsumer(queue: queue, prefetch: 1)).makeAsyncIterator()
            #expect(try await take(1, from: &iterator)[0].body == body)
            try await client.delete(queue: queue)
        }
    }

    @Test("A broker whose certificate nobody vouches for is refused, unless verification is off")
    func verification() async throws {
        for (tls, isAccepted) in [
            (AMQPTLS(), false), (AMQPTLS(authorityFile: "/missing"), false),
            (AMQPTLS(verifiesPeer: false, verifiesHostName: false), true),
        ] {
            let client = AMQPClient(try AMQPConfiguration(uri: Server.tlsURI, tls: tls), logger: Server.logger)
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { try await client.run() }
                try await eventually("a verdict") { client.isConnected || client.lastFailure != nil }
                #expect(client.isConnected == isAccepted)
                group.cancelAll()
            }
        }
    }
}
