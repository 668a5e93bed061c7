import AMQP
import Jobs
package import Logging

/// Looks at the broker's topology from the command line.
package enum TopologyTool {
    /// Declares what is missing.
    package static func apply(_ connections: Connections, logger: Logger) async throws {
        try await withClient(connections, logger) { client, topology in try await client.apply(topology) }
    }

    /// What differs from what there must be, in words.
    package static func check(_ connections: Connections, logger: Logger) async throws -> [String] {
        try await withClient(connections, logger) { client, topology in try await client.check(topology).map { "\($0)" }
        }
    }

    private static func withClient<Result: Sendable>(
        _ connections: Connections, _ logger: Logger, _ body: (AMQPClient, AMQPTopology) async throws -> Result
    ) async throws -> Result {
        let configuration = try AMQPConfiguration(uri: try connections.brokerURI(), connectionName: "cistron topology")
        let topology = try Topology.definitions(virtualHost: configuration.virtualHost)
        // Without a topology of its own, so that looking changes nothing.
        let client = AMQPClient(configuration, logger: logger)
        return try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await client.run() }
            try await client.waitUntilConnected(timeout: .seconds(10))
            let result = try await body(client, topology)
            group.cancelAll()
            return result
        }
    }
}
