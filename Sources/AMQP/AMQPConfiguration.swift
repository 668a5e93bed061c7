/// Where the broker is and how to talk to it.
package struct AMQPConfiguration: Sendable {
    /// Host name or address, without brackets.
    package let host: String
    /// TCP port; 5672 (or 5671 with TLS) unless the address says otherwise.
    package let port: Int
    /// The virtual host; `/` unless the address says otherwise.
    package let virtualHost: String
    /// The account's name; `guest` unless the address says otherwise.
    package let user: String
    let password: String
    /// The interval offered to the broker, which may choose a shorter one; a peer silent for two intervals is dead.
    package let heartbeat: Duration
    /// Shown in the broker's list of connections.
    package let connectionName: String
    /// Set exactly when the address begins with `amqps`.
    package let tls: AMQPTLS?

    /// Reads an address of the form `amqp://user:password@host:port/virtual-host` (each part percent-encoded).
    ///
    /// - Parameters:
    ///   - uri: The scheme is `amqp` or `amqps`. Everything but scheme and host may be missing; query parameters are
    ///     refused, because what they would set has a place of its own here.
    ///   - heartbeat: At least one second; fractions are rounded up.
    ///   - tls: Certificates for `amqps`; without it the system's authorities are trusted.
    /// - Throws: ``AMQPError`` with code `configuration`, which never repeats the address (it holds the password).
    package init(
        uri: String,
        heartbeat: Duration = .seconds(20),
        connectionName: String = "cistron",
        tls: AMQPTLS? = nil
    ) throws {
        let address = try BrokerAddress(uri)
        guard heartbeat >= .seconds(1), heartbeat <= .seconds(Int(UInt16.max)) else {
            throw AMQPError(.configuration, replyText: "the heartbeat must be between 1 and 65535 seconds")
        }
        guard tls == nil || address.isSecure else {
            throw AMQPError(.configuration, replyText: "certificates were given, but the address is not amqps://")
        }
        host = address.host
        port = address.port
        virtualHost = address.virtualHost
        user = address.user
        password = address.password
        self.heartbeat = heartbeat
        self.connectionName = connectionName
        self.tls = address.isSecure ? tls ?? AMQPTLS() : nil
    }

    var heartbeatSeconds: Int {
        let (seconds, attoseconds) = heartbeat.components
        return Int(seconds) + (attoseconds > 0 ? 1 : 0)
    }
}

extension AMQPConfiguration: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// The address without the password.
    package var description: String {
        "\(tls == nil ? "amqp" : "amqps")://\(user)@\(host):\(port) virtual host \"\(virtualHost)\""
    }

    package var debugDescription: String { description }

    /// Keeps `dump` and test failure messages from printing the password.
    package var customMirror: Mirror { Mirror(self, children: ["address": description]) }
}
