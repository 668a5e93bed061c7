import AsyncHTTPClient
import NIOCore

/// The connections of this process.
enum Transport {
    /// Shared by all clients and never shut down: it lives as long as the process.
    static let shared = HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)

    private static var configuration: HTTPClient.Configuration {
        var configuration = HTTPClient.Configuration()
        // A redirect could carry the credentials to another server.
        configuration.redirectConfiguration = .disallow
        // Event streams carry heartbeats; a server that is silent for longer is gone.
        configuration.timeout = HTTPClient.Configuration.Timeout(connect: .seconds(5), read: .seconds(90))
        // A refused connection is reported at once; this client's own patience decides about trying again.
        configuration.connectionPool.retryConnectionEstablishment = false
        return configuration
    }
}
