package import Access
package import Composition
import CoreMetrics
import Cryptography
import Foundation
package import Gateway
package import Jobs
import LocalServices
package import Logging
package import Postgres
import ServiceLifecycle
package import Store
import Synchronization
import Telemetry
package import TestSupport

/// A whole Cistron for one test: a database of its own with the schema, a virtual host of its own, on the servers that
/// all tests share.
package struct TestCluster: Sendable {
    /// The database.
    package let database: TestDatabase
    /// The virtual host.
    package let virtualHost: TestVirtualHost
    /// Where both are.
    package let connections: Connections
    /// Says what goes wrong.
    package let logger: Logger

    /// The password of every user that ``createUser(_:group:roles:panels:)`` makes.
    package static let password = "correct-horse-battery"
    private static let passwordHash = PasswordHashOnce()
    /// What all clusters measure together: a process has one metrics system.
    private static let metrics: PrometheusMetrics = {
        let metrics = PrometheusMetrics()
        MetricsSystem.bootstrap(metrics)
        return metrics
    }()

    /// Runs `body` with a cluster, and removes it.
    package static func with<Result>(_ body: (TestCluster) async throws -> Result) async throws -> Result {
        let cluster = try await make()
        do {
            let result = try await body(cluster)
            try await cluster.remove()
            return result
        } catch {
            try await cluster.remove()
            throw error
        }
    }

    private static func make() async throws -> TestCluster {
        let servers = try await TestServers.shared()
        var logger = Logger(label: "cistron.tests")
        logger.logLevel = .error
        try await TestServers.template("cistron_template") { template in
            try await LocalCluster.createRoles(on: servers.postgres, logger: Logger(label: "cistron.tests"))
            try await template.run(#"ALTER DATABASE "\#(template.name)" OWNER TO cistron_migration"#)
            try await DatabaseSetup.migrate(
                template.connectionString(user: DatabaseRole.migration.name), logger: Logger(label: "cistron.tests"))
        }
        let database = try await TestServers.freshDatabase(template: "cistron_template")
        // A copy belongs to who made it.
        try await database.run(#"ALTER DATABASE "\#(database.name)" OWNER TO cistron_migration"#)
        let virtualHost = try await TestServers.freshVirtualHost()
        let connections = Connections.explicit(
            databases: { database.connectionString(user: $0.name) }, broker: virtualHost.amqpURI)
        return TestCluster(database: database, virtualHost: virtualHost, connections: connections, logger: logger)
    }

    private func remove() async throws {
        try await virtualHost.delete()
        try await database.drop()
    }

    /// Runs `body` with a store that logs in as a role of the program.
    package func withStore<Result>(as role: DatabaseRole, _ body: (Store) async throws -> Result) async throws -> Result
    {
        try await withPool(as: role) { try await body(Store(pool: $0)) }
    }

    /// Runs `body` with connections of a role of the program.
    package func withPool<Result>(as role: DatabaseRole, _ body: (PostgresPool) async throws -> Result) async throws
        -> Result
    {
        let pool = PostgresPool(
            // Waiting long is no failure on a machine that builds at the same time.
            PostgresConfiguration(
                connectionString: try connections.database(role), maximumConnections: 8, checkoutTimeout: .seconds(60)),
            logger: logger)
        do {
            let result = try await body(pool)
            await pool.close()
            return result
        } catch {
            await pool.close()
            throw error
        }
    }

    /// Makes a user with ``password``.
    package func createUser(
        _ username: String, group: String = "genetics", roles: Set<Role> = Set(Role.allCases), panels: [String] = []
    ) async throws -> Person {
        let hash = try await Self.passwordHash.value()
        let id = try await withStore(as: .migration) { store in
            try await store.transaction(for: .migration) { transaction in
                let user = NewUser(
                    username: username, displayName: username.capitalized, group: group, roles: roles,
                    passwordHash: hash)
                let id = try await transaction.create(user)
                for panel in panels { try await transaction.grantPanel(panel, toGroup: group) }
                return id
            }
        }
        guard let id else { throw StoreError.notFound("free user name") }
        return Person(id: id, roles: roles, panels: Set(panels))
    }

    /// Runs `body` while a gateway and, if wanted, workers run in this process.
    ///
    /// - Parameters:
    ///   - connections: others than the cluster's, for servers that are away.
    ///   - body: gets the gateway's address.
    package func withServices<Result: Sendable>(
        workers: Set<WorkerKind> = Set(WorkerKind.allCases), limits: GatewayLimits = GatewayLimits(),
        connections other: Connections? = nil, _ body: @Sendable (_ address: String) async throws -> Result
    ) async throws -> Result {
        let connections = other ?? connections
        let (ports, listening) = AsyncStream<Int>.makeStream()
        let options = GatewayProcess.Options(host: "127.0.0.1", port: 0, isBehindHTTPS: false, limits: limits)
        var services = try GatewayProcess.services(connections, options, metrics: Self.metrics, logger: logger) {
            listening.yield($0)
        }
        if !workers.isEmpty {
            services += try WorkerProcess.services(connections, kinds: workers, slots: 2, logger: logger)
        }
        let group = ServiceGroup(services: services, logger: logger)
        return try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask { try await group.run() }
            guard let port = await ports.first(where: { _ in true }) else {
                throw StoreError.notFound("port of the gateway")
            }
            let result: Swift.Result<Result, any Error>
            do { result = .success(try await body("http://127.0.0.1:\(port)")) } catch { result = .failure(error) }
            await group.triggerGracefulShutdown()
            try await tasks.waitForAll()
            return try result.get()
        }
    }
}

/// Hashing a password takes time and memory on purpose: once is enough for all tests of a process.
private final class PasswordHashOnce: Sendable {
    private let task = Mutex<Task<String, any Error>?>(nil)

    func value() async throws -> String {
        try await task.withLock { task in
            if let task { return task }
            let new = Task { try await PasswordHasher().hash(TestCluster.password) }
            task = new
            return new
        }.value
    }
}
