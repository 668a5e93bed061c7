import AMQP
import Cryptography
package import Gateway
import Jobs
package import Logging
import Postgres
package import ServiceLifecycle
import Store
package import Telemetry

/// A gateway process, put together.
package enum GatewayProcess {
    /// What a gateway is told.
    package struct Options: Sendable {
        /// The address to listen on.
        package var host: String
        /// The port; 0 for a free one.
        package var port: Int
        /// Whether people reach it by HTTPS, through whatever stands in front.
        package var isBehindHTTPS: Bool
        /// What it accepts.
        package var limits: GatewayLimits

        /// Where to listen.
        package init(host: String, port: Int, isBehindHTTPS: Bool, limits: GatewayLimits = GatewayLimits()) {
            self.host = host
            self.port = port
            self.isBehindHTTPS = isBehindHTTPS
            self.limits = limits
        }
    }

    /// The services of a gateway, connections first: they end last.
    ///
    /// - Parameter onListening: called with the port once it listens.
    package static func services(
        _ connections: Connections, _ options: Options, metrics: PrometheusMetrics, logger: Logger,
        onListening: @escaping @Sendable (Int) async -> Void = { _ in }
    ) throws -> [any Service] {
        metrics.describeCistron()
        let pool = PostgresPool(
            PostgresConfiguration(
                connectionString: try connections.database(.gateway), applicationName: "cistron gateway",
                maximumConnections: 16),
            logger: logger)
        let store = Store(pool: pool)
        let broker = try Broker.client(connections, name: "cistron gateway", logger: logger)
        let relay = OutboxRelay(store: store, client: broker, logger: logger)
        let services = GatewayServices(
            store: store, relay: relay, broker: broker, passwords: PasswordHasher(), limits: options.limits,
            secureCookies: options.isBehindHTTPS, metrics: { metrics.render() },
            pendingMigrations: { try await Migrator(pool: pool).status().pending.map(\.name) })
        let gateway = try Gateway.service(
            services, host: options.host, port: options.port, logger: logger, onListening: onListening)
        return [pool, broker, relay, gateway]
    }
}

/// A connection to the broker, with the topology it must have.
enum Broker {
    static func client(_ connections: Connections, name: String, logger: Logger) throws -> AMQPClient {
        let configuration = try AMQPConfiguration(uri: try connections.brokerURI(), connectionName: name)
        let topology = try Topology.definitions(virtualHost: configuration.virtualHost)
        return AMQPClient(configuration, topology: topology, logger: logger)
    }
}
