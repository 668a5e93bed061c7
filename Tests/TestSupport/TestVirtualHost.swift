package import LocalServices

/// A virtual host that belongs to one test.
package struct TestVirtualHost: Sendable {
    /// Its name.
    package let name: String
    /// The broker it is on.
    package let server: RabbitServer

    /// The URI for a client library; it holds the password.
    package var amqpURI: String { server.amqpURI(virtualHost: name) }

    /// Deletes it with its queues and closes its connections.
    package func delete() async throws {
        try await server.deleteVirtualHost(name)
    }
}
