import Foundation
package import LocalServices
package import Logging
import Postgres

/// Private servers, made ready for Cistron: roles with passwords, database, schema, virtual host.
package enum LocalCluster {
    /// The database's name.
    static let database = "cistron"
    /// The virtual host's name.
    static let virtualHost = "cistron"

    /// Starts the servers in a folder, or joins them when they run already, and brings them up to this program.
    ///
    /// - Parameter lifetime: whether they end with this process.
    package static func up(
        in folder: String, lifetime: LocalServices.Lifetime, logger: Logger
    ) async throws -> LocalServices {
        let services: LocalServices
        if let running = try LocalServices.attach(to: folder) {
            services = running
        } else {
            services = try await LocalServices.start(in: folder, lifetime: lifetime, logger: logger)
        }
        try await prepare(services, logger: logger)
        return services
    }

    private static func prepare(_ services: LocalServices, logger: Logger) async throws {
        try await createRoles(on: services.postgres, logger: logger)
        try await services.rabbitmq.createVirtualHost(virtualHost)
        let administrator = PostgresPool(
            PostgresConfiguration(
                connectionString: services.postgres.connectionString(
                    user: services.postgres.superuser, database: "postgres")),
            logger: logger)
        do {
            try await administrator.withConnection { connection in
                let exists = try await connection.execute("SELECT FROM pg_database WHERE datname = \(database)")
                guard exists.isEmpty else { return }
                try await connection.executeScript("CREATE DATABASE cistron OWNER cistron_migration")
                try await connection.executeScript("REVOKE CONNECT ON DATABASE cistron FROM public")
                try await connection.executeScript(
                    "GRANT CONNECT, TEMPORARY ON DATABASE cistron TO cistron_gateway, cistron_worker, cistron_sealer")
            }
        } catch {
            await administrator.close()
            throw error
        }
        await administrator.close()
        try await DatabaseSetup.migrate(
            services.postgres.connectionString(user: DatabaseRole.migration.name, database: database), logger: logger)
    }

    /// Makes the program's roles, each with the password that the servers' password file has for it.
    package static func createRoles(on server: PostgresServer, logger: Logger) async throws {
        let pool = PostgresPool(
            PostgresConfiguration(
                connectionString: server.connectionString(user: server.superuser, database: "postgres"),
                maximumConnections: 1),
            logger: logger)
        do {
            for role in DatabaseRole.allCases {
                // A password cannot be a parameter of ALTER ROLE; it travels as one to a setting of this transaction
                // and is quoted by the server.
                let password = try server.password(forUser: role.name)
                try await pool.transaction(settings: [
                    TransactionSetting("cistron.role", role.name), TransactionSetting("cistron.password", password),
                ]) { connection in
                    try await connection.executeScript(
                        """
                        DO $$
                        DECLARE role text := current_setting('cistron.role');
                        BEGIN
                            IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = role) THEN
                                EXECUTE format('CREATE ROLE %I LOGIN', role);
                            END IF;
                            EXECUTE format('ALTER ROLE %I PASSWORD %L', role, current_setting('cistron.password'));
                        END $$
                        """)
                }
            }
        } catch {
            await pool.close()
            throw error
        }
        await pool.close()
    }
}
