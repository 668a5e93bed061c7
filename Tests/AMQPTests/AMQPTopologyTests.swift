import Foundation
import Testing

@testable import AMQP

@Suite("Topology")
struct AMQPTopologyTests {
    /// As the broker exports it, with sections that are not ours.
    private static let definitions = #"""
        {"rabbit_version": "3.10.8", "users": [{"name": "guest"}], "vhosts": [{"name": "cistron"}],
         "permissions": [], "parameters": [], "global_parameters": [],
         "policies": [{"vhost": "cistron", "name": "p", "pattern": "^bulk", "apply-to": "queues",
                       "definition": {"max-length": 9}, "priority": 1}],
         "queues": [{"name": "ingest.urgent", "vhost": "cistron", "durable": true, "auto_delete": false,
                     "arguments": {"x-queue-type": "quorum", "x-delivery-limit": 20, "x-ratio": 1.5, "x-on": true}}],
         "exchanges": [{"name": "jobs", "vhost": "cistron", "type": "direct", "durable": true, "auto_delete": false,
                        "internal": false, "arguments": {}}],
         "bindings": [{"source": "jobs", "vhost": "cistron", "destination": "ingest.urgent",
                       "destination_type": "queue", "routing_key": "ingest.urgent", "arguments": {}}]}
        """#

    @Test("The stock definitions file is read, with typed arguments")
    func decoding() throws {
        let topology = try JSONDecoder().decode(AMQPTopology.self, from: Data(Self.definitions.utf8))
        #expect(topology.queueNames == ["ingest.urgent"])
        #expect(topology.exchangeNames == ["jobs"])
        let arguments = try #require(topology.queue("ingest.urgent")).arguments
        #expect(arguments == ["x-queue-type": "quorum", "x-delivery-limit": 20, "x-ratio": 1.5, "x-on": true])
        #expect(topology.bindings.first?.routingKey == "ingest.urgent")
        #expect(topology.policies.first?.applyTo == "queues")
    }

    @Test("Writing and reading again changes nothing")
    func roundTrip() throws {
        let topology = try JSONDecoder().decode(AMQPTopology.self, from: Data(Self.definitions.utf8))
        let again = try JSONDecoder().decode(AMQPTopology.self, from: JSONEncoder().encode(topology))
        #expect(again == topology)
    }

    @Test("Everything moves into another virtual host")
    func renaming() throws {
        let topology = try JSONDecoder().decode(AMQPTopology.self, from: Data(Self.definitions.utf8))
        let renamed = topology.renamed(virtualHost: "other")
        let text = try #require(String(data: try JSONEncoder().encode(renamed), encoding: .utf8))
        #expect(!text.contains("cistron"))
        #expect(renamed.virtualHosts.map(\.name) == ["other"])
    }

    @Test("A value that definitions cannot hold is refused")
    func unwritable() {
        #expect(throws: EncodingError.self) { try JSONEncoder().encode(["a": AMQPValue.bytes([1])]) }
    }
}
