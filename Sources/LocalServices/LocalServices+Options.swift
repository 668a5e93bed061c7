extension LocalServices {
    /// A server this module can start.
    package enum Kind: String, CaseIterable, Codable, Hashable, Sendable {
        case postgres
        case rabbitmq

        /// The product's name, for messages to people.
        package var name: String {
            switch self {
            case .postgres: "PostgreSQL"
            case .rabbitmq: "RabbitMQ"
            }
        }
    }

    /// How long the servers live.
    package enum Lifetime: String, Codable, Sendable {
        /// They end with the process that started them, however it ends (also by SIGKILL).
        case process
        /// They stay until somebody calls ``LocalServices/stop()``.
        case detached
    }

    /// What the servers are optimised for.
    package enum Tuning: String, Codable, Sendable {
        /// Everything confirmed is on the disk: survives a power failure.
        case durable
        /// Nothing is forced to the disk: survives the death of any process, not of the machine.
        case fastTests
    }

    /// What is known about one server.
    package struct Status: Sendable {
        /// Which server.
        package let kind: Kind
        /// Its first process.
        package let processID: Int32
        /// The port clients connect to, on 127.0.0.1.
        package let port: Int
        /// Whether that process is alive.
        package let isRunning: Bool
    }
}
