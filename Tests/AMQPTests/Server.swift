import LocalServices
import Logging
import TestSupport
import Testing

/// The real broker the tests talk to: a virtual host of their own on the broker all tests share.
enum Server {
    private static let virtualHost = Task { try await TestServers.freshVirtualHost() }

    static let logger: Logger = {
        var logger = Logger(label: "amqp.tests")
        logger.logLevel = .critical
        return logger
    }()

    /// An `amqp://` address, with the right to do anything in its virtual host.
    static func uri() async throws -> String {
        try await virtualHost.value.amqpURI
    }

    /// A name nobody else uses.
    static func unique(_ prefix: String) -> String {
        "\(prefix)-\(UInt64.random(in: 0...UInt64.max))"
    }

    /// Has the broker close every connection of that name; waits until there is one.
    static func closeConnections(named name: String) async throws {
        let broker = try await virtualHost.value.server
        var closed = 0
        try await eventually("a connection called \(name) is listed") {
            for connection in try await broker.listConnections() where connection.clientName == name {
                try await broker.closeConnection(connection.name)
                closed += 1
            }
            return closed > 0
        }
    }
}
