package import Jobs
package import Logging
import Postgres
package import ServiceLifecycle
import Store
import Workers

/// A worker process, put together.
package enum WorkerProcess {
    /// The services of a worker, connections first: they end last.
    ///
    /// - Parameters:
    ///   - kinds: which of the four workers it is.
    ///   - slots: how many messages it works on at a time.
    package static func services(
        _ connections: Connections, kinds: Set<WorkerKind>, slots: Int, logger: Logger
    ) throws -> [any Service] {
        let pool = PostgresPool(
            PostgresConfiguration(
                connectionString: try connections.database(.worker), applicationName: "cistron worker",
                maximumConnections: slots + 2), logger: logger)
        let store = Store(pool: pool)
        let broker = try Broker.client(connections, name: "cistron worker", logger: logger)
        let relay = OutboxRelay(store: store, client: broker, logger: logger)
        let worker = Worker(
            store: store, client: broker, handlers: Workers.handlers(for: kinds), slots: slots, relay: relay,
            logger: logger)
        return [pool, broker, relay, worker]
    }
}
