import AMQP
import Testing

@Suite("TLS", .serialized, .enabled(if: TLSTerminator.isAvailable), .timeLimit(.minutes(1)))
struct TLSTests {
    private func withTerminator(_ body: (TLSTerminator, TLSTerminator.Certificate) async throws -> Void) async throws {
        let certificate = try await TLSTerminator.Certificate.make()
        defer { #expect(throws: Never.self) { try certificate.remove() } }
        let terminator = try await TLSTerminator(certificate, broker: try await Server.uri())
        defer { terminator.stop() }
        try await body(terminator, certificate)
    }

    @Test("With the right authority messages go round, large ones too")
    func roundTrip() async throws {
        try await withTerminator { terminator, certificate in
            let queue = Server.unique("queue")
            let tls = AMQPTLS(authorityFile: certificate.file)
            let topology = AMQPTopology(queues: [.init(name: queue)])
            try await withClient(uri: terminator.uri, topology: topology, tls: tls) { client in
                let body = [UInt8](repeating: 7, count: 1 << 20)
                let message = AMQPMessage(exchange: "", routingKey: queue, messageID: "a", body: body)
                #expect(await client.publish([message]) == [.confirmed])
                var iterator = client.consume(AMQPConsumer(queue: queue, prefetch: 1)).makeAsyncIterator()
                #expect(try await take(1, from: &iterator)[0].body == body)
                try await client.delete(queue: queue)
            }
        }
    }

    @Test("A certificate nobody vouches for is refused, unless verification is off", arguments: [true, false])
    func verification(isVerified: Bool) async throws {
        try await withTerminator { terminator, _ in
            let tls = AMQPTLS(verifiesPeer: isVerified, verifiesHostName: isVerified)
            let client = AMQPClient(try AMQPConfiguration(uri: terminator.uri, tls: tls), logger: Server.logger)
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { try await client.run() }
                try await eventually("a verdict") { client.isConnected || client.lastFailure != nil }
                #expect(client.isConnected == !isVerified)
                group.cancelAll()
            }
        }
    }

    @Test("A trusted certificate for another host is refused")
    func otherHost() async throws {
        try await withTerminator { terminator, certificate in
            let uri = terminator.uri.replacing("localhost:", with: "127.0.0.1:")
            let tls = AMQPTLS(authorityFile: certificate.file)
            let client = AMQPClient(try AMQPConfiguration(uri: uri, tls: tls), logger: Server.logger)
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { try await client.run() }
                try await eventually("a verdict") { client.isConnected || client.lastFailure != nil }
                #expect(!client.isConnected)
                group.cancelAll()
            }
        }
    }
}
