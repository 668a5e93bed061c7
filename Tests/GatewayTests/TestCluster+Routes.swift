import AMQP
import Composition
import Cryptography
import Gateway
import Jobs
import Logging
import Postgres
import Store
import TestCluster
import TestSupport

extension TestCluster {
    /// The routes of a gateway that is not running.
    func routes() async throws -> [String] {
        try await withPool(as: .gateway) { pool in
            let store = Store(pool: pool)
            let broker = AMQPClient(
                try AMQPConfiguration(uri: try connections.brokerURI(), connectionName: "none"),
                topology: try Topology.definitions(virtualHost: virtualHost.name), logger: logger)
            let services = GatewayServices(
                store: store, relay: OutboxRelay(store: store, client: broker, logger: logger), broker: broker,
                passwords: PasswordHasher(), secureCookies: true, metrics: { "" }, pendingMigrations: { [] })
            return try Gateway.routes(services)
        }
    }
}
