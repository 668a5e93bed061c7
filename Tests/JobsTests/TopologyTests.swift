import AMQP
import Foundation
import Jobs
import Store
import Testing

@Suite("Jobs: topology")
struct TopologyTests {
    private struct Definitions: Decodable {
        struct Queue: Decodable {
            struct Arguments: Decodable {
                let type: String
                let limit: Int?
                let exchange: String?
                let strategy: String?
                let overflow: String?

                private enum CodingKeys: String, CodingKey {
                    case type = "x-queue-type"
                    case limit = "x-delivery-limit"
                    case exchange = "x-dead-letter-exchange"
                    case strategy = "x-dead-letter-strategy"
                    case overflow = "x-overflow"
                }
            }
            let name: String
            let durable: Bool
            let arguments: Arguments
        }
        struct Binding: Decodable {
            let source: String
            let destination: String
            let routing_key: String
        }
        let queues: [Queue]
        let bindings: [Binding]
    }

    private static func definitions() throws -> Definitions {
        let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appendingPathComponent("queues/topology.json")
        return try JSONDecoder().decode(Definitions.self, from: Data(contentsOf: file))
    }

    @Test("Every worker has a queue a lane, bound by its name, that loses nothing")
    func queues() throws {
        let definitions = try Self.definitions()
        let expected = WorkerKind.allCases.flatMap { worker in Lane.allCases.map { worker.queue($0) } }
        let work = definitions.queues.filter { $0.name != "dead" }
        #expect(work.map(\.name).sorted() == expected.sorted())
        for queue in work {
            #expect(queue.durable && queue.arguments.type == "quorum" && queue.arguments.limit == 20)
            #expect(queue.arguments.exchange == "cistron.dead" && queue.arguments.strategy == "at-least-once")
            #expect(queue.arguments.overflow == "reject-publish")
            #expect(
                definitions.bindings.contains {
                    $0.source == Topology.workExchange && $0.destination == queue.name && $0.routing_key == queue.name
                })
        }
        #expect(definitions.bindings.contains { $0.source == "cistron.dead" && $0.destination == "dead" })
    }

    @Test("The file is part of the program, and takes any virtual host")
    func embedded() throws {
        let topology = try Topology.definitions(virtualHost: "somewhere")
        #expect(Set(topology.queues.map(\.name)) == Set(try Self.definitions().queues.map(\.name)))
    }
}
