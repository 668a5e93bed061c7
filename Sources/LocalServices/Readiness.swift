import FoundationEssentials

/// Whether servers really serve, asked in their own protocols.
///
/// Any failure to get the answer means "not yet", hence the `try?` here. Each question blocks, for seconds at most.
enum Readiness {
    /// Whether PostgreSQL answers a start-up message with the question for a password.
    ///
    /// While it is starting or recovering it listens already, but answers with an error.
    static func postgres(_ server: PostgresServer) -> Bool {
        let parameters = "user\0\(server.superuser)\0database\0postgres\0\0"
        let version: [UInt8] = [0, 3, 0, 0]
        let length = UInt32(4 + version.count + parameters.utf8.count).bigEndian
        let message = withUnsafeBytes(of: length) { Array($0) } + version + Array(parameters.utf8)
        return answer(port: server.port, to: message)?.first == UInt8(ascii: "R")
    }

    /// Whether the broker answers the protocol header with its first method frame (`connection.start`).
    static func amqp(_ server: RabbitServer) -> Bool {
        let frame = answer(port: server.port, to: Array("AMQP".utf8) + [0, 0, 9, 1]) ?? []
        return frame.starts(with: [1, 0, 0])
    }

    /// The broker's version, once its management interface answers.
    static func brokerVersion(_ server: RabbitServer) -> String? {
        struct Overview: Decodable {
            let version: String
            enum CodingKeys: String, CodingKey { case version = "rabbitmq_version" }
        }
        let request = HTTPRequest(
            method: "GET", path: "/api/overview", user: server.user, password: server.password, body: Data())
        guard let response = try? request.send(to: server.managementPort), response.status == 200 else { return nil }
        return (try? JSONDecoder().decode(Overview.self, from: response.body))?.version
    }

    private static func answer(port: Int, to message: [UInt8]) -> [UInt8]? {
        guard let connection = try? LoopbackConnection(port: port, seconds: 2) else { return nil }
        guard (try? connection.send(message)) != nil else { return nil }
        return try? connection.receive()
    }
}
