import AMQP
import Foundation
import Jobs
import LocalServices
import TestCluster
import TestSupport
import Testing

/// Beside ``TopologyTests``: what brokers make of the file.
@Suite("Jobs: topology on a broker", .timeLimit(.minutes(1)))
struct BrokerTopologyTests {
    private static let file = JSONSchema.folder.appendingPathComponent("topology.json")

    /// Runs a client that declares nothing by itself.
    private func withClient(_ uri: String, _ body: (AMQPClient) async throws -> Void) async throws {
        let client = AMQPClient(try AMQPConfiguration(uri: uri), logger: Engine.quiet)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await client.run() }
            try await client.waitUntilConnected(timeout: .seconds(10))
            try await body(client)
            group.cancelAll()
        }
    }

    @Test("Applied to an empty virtual host, a check finds nothing missing; applied again, nothing changes")
    func apply() async throws {
        let host = try await TestServers.freshVirtualHost()
        let topology = try Topology.definitions(virtualHost: host.name)
        try await withClient(host.amqpURI) { client in
            let missing = try await client.check(topology)
            #expect(missing.count == topology.queues.count + topology.exchanges.count)
            #expect(missing.allSatisfy { $0.kind == .missing })
            try await client.apply(topology)
            #expect(try await client.check(topology) == [])
            try await client.apply(topology)
            #expect(try await client.check(topology) == [])
        }
        try await host.delete()
    }

    @Test("A stock broker loads the file as it stands, and the program finds what it needs")
    func stock() async throws {
        let broker = try await TestServers.shared().rabbitmq
        let topology = try Topology.definitions(virtualHost: "/")
        try await broker.management("POST", "/api/definitions", body: Data(contentsOf: Self.file))
        try await withClient(broker.amqpURI(virtualHost: "/")) { client in
            #expect(try await client.check(topology) == [])
            try await client.apply(topology)
            #expect(try await client.check(topology) == [])
            // Bindings cannot be read over AMQP: a message that is taken shows that its route is there.
            let messages = topology.queueNames.filter { $0 != "dead" }.map {
                AMQPMessage(exchange: Topology.workExchange, routingKey: $0, messageID: $0, body: [])
            }
            #expect(await client.publish(messages).allSatisfy { $0.isConfirmed })
            for queue in topology.queueNames { try await client.delete(queue: queue) }
        }
        for exchange in topology.exchangeNames {
            try await broker.management("DELETE", "/api/exchanges/%2F/\(exchange)")
        }
    }
}
