import AMQP
import Testing

@Suite("Applying and checking a topology", .timeLimit(.minutes(1)))
struct ApplyTests {
    private let name = Server.unique("topology")

    private var topology: AMQPTopology {
        AMQPTopology(
            queues: [
                .init(name: "\(name).work", arguments: ["x-queue-type": "quorum", "x-delivery-limit": 20]),
                .init(name: "\(name).wait", arguments: ["x-message-ttl": 60_000]),
            ],
            exchanges: [
                .init(name: "\(name).jobs"), .init(name: "\(name).all", type: "fanout", autoDelete: true),
                .init(name: "amq.direct"),
            ],
            bindings: [
                .init(source: "\(name).jobs", destination: "\(name).work", routingKey: "work"),
                .init(
                    source: "\(name).jobs", destination: "\(name).all", destinationType: .exchange, routingKey: "all"),
            ]
        )
    }

    private func withTopology(_ body: (AMQPClient) async throws -> Void) async throws {
        try await withClient { client in
            try await client.apply(topology)
            do {
                try await body(client)
            } catch {
                for queue in topology.queueNames { try await client.delete(queue: queue) }
                throw error
            }
            for queue in topology.queueNames { try await client.delete(queue: queue) }
        }
    }

    @Test("Applying twice changes nothing, and the routes work")
    func twice() async throws {
        try await withTopology { client in
            try await client.apply(topology)
            #expect(try await client.check(topology) == [])
            let message = AMQPMessage(exchange: "\(name).jobs", routingKey: "work", messageID: "a", body: [])
            #expect(await client.publish([message]) == [.confirmed])
            try await eventually("it arrives") { try await client.messageCount(queue: "\(name).work").messages == 1 }
        }
    }

    @Test("A changed argument is refused, naming the queue and the mismatch")
    func changed() async throws {
        try await withTopology { client in
            var changed = topology
            changed.queues[1].arguments["x-message-ttl"] = 5
            let error = try #require(await #expect(throws: AMQPError.self) { try await client.apply(changed) })
            #expect(error.code == .preconditionFailed)
            #expect(error.replyCode == 406)
            #expect(error.description.contains("\(name).wait"))
            #expect(error.description.contains("x-message-ttl"))
            #expect(!error.isRetriable)
            #expect(client.isConnected)
            #expect(try await client.messageCount(queue: "\(name).wait") == (0, 0))
        }
    }

    @Test("A check tells what is missing and what differs, and creates nothing")
    func checking() async throws {
        try await withTopology { client in
            var wanted = topology
            wanted.queues[0].arguments["x-delivery-limit"] = 3
            wanted.queues.append(.init(name: "\(name).missing"))
            wanted.exchanges[0].type = "topic"
            wanted.exchanges.append(.init(name: "\(name).absent"))
            for _ in 0..<2 {
                let differences = try await client.check(wanted)
                #expect(
                    differences.map(\.object) == [
                        .exchange("\(name).jobs"), .exchange("\(name).absent"), .queue("\(name).work"),
                        .queue("\(name).missing"),
                    ])
                #expect(differences.map { $0.kind == .missing } == [false, true, false, true])
                #expect(differences[2].description.contains("x-delivery-limit"))
            }
        }
    }

    @Test("Asking for a queue that is not there fails without harm")
    func absent() async throws {
        try await withClient { client in
            let error = await #expect(throws: AMQPError.self) { try await client.messageCount(queue: name) }
            #expect(error?.code == .notFound)
            #expect(error?.description.contains(name) == true)
            try await client.delete(queue: name)
            #expect(client.isConnected)
        }
    }
}
