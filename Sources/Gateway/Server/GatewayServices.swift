package import AMQP
package import Cryptography
package import Jobs
package import Store

/// What routes work with.
package struct GatewayServices: Sendable {
    let store: Store
    let relay: OutboxRelay
    let broker: AMQPClient
    let passwords: PasswordHasher
    let limits: GatewayLimits
    /// Whether cookies are marked Secure: whenever people reach the gateway by HTTPS.
    let secureCookies: Bool
    /// The text of `/metrics`.
    let metrics: @Sendable () -> String
    /// The migrations that the database lacks, by name.
    let pendingMigrations: @Sendable () async throws -> [String]

    /// Collects what routes work with.
    package init(
        store: Store, relay: OutboxRelay, broker: AMQPClient, passwords: PasswordHasher,
        limits: GatewayLimits = GatewayLimits(),
        secureCookies: Bool, metrics: @escaping @Sendable () -> String,
        pendingMigrations: @escaping @Sendable () async throws -> [String]
    ) {
        self.store = store
        self.relay = relay
        self.broker = broker
        self.passwords = passwords
        self.limits = limits
        self.secureCookies = secureCookies
        self.metrics = metrics
        self.pendingMigrations = pendingMigrations
    }

    /// Runs a transaction for who asks, and wakes the relay when it has committed.
    func transaction<Result: Sendable>(
        _ context: GatewayContext, _ body: (Transaction) async throws -> Result
    ) async throws -> Result {
        let result = try await store.transaction(for: context.principal, cause: context.cause, body)
        relay.wake()
        return result
    }

    /// Reads for who asks.
    func read<Result: Sendable>(
        _ context: GatewayContext, _ body: (Transaction) async throws -> Result
    ) async throws -> Result {
        try await store.read(for: context.principal, body)
    }
}
