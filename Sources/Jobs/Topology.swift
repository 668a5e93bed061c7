package import AMQP
import Foundation

/// The queues, exchanges and bindings of `queues/topology.json`, which is part of the program.
package enum Topology {
    /// The exchange that work is published to, by queue name.
    package static let workExchange = "cistron.work"

    /// The definitions as they stand in the file, for one virtual host.
    package static func definitions(virtualHost: String) throws -> AMQPTopology {
        let file = Data(PackageResources.topology_json)
        return try JSONDecoder().decode(AMQPTopology.self, from: file).renamed(virtualHost: virtualHost)
    }
}
