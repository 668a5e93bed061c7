package import FoundationEssentials

extension RabbitServer {
    /// A client connection as the broker sees it.
    package struct Connection: Decodable, Sendable {
        /// The broker's name for it, such as `127.0.0.1:40000 -> 127.0.0.1:5672`.
        package let name: String
        /// The virtual host it is open on.
        package let virtualHost: String
        /// Who logged in.
        package let user: String
        /// The name the client gave itself, if any.
        package let clientName: String?

        private enum CodingKeys: String, CodingKey {
            case name, user
            case virtualHost = "vhost"
            case clientName = "user_provided_name"
        }
    }

    /// Makes a virtual host on which the administrator may do everything; nothing happens if it exists.
    package func createVirtualHost(_ name: String) async throws {
        let host = Self.percentEncoded(name)
        _ = try await management("PUT", "/api/vhosts/\(host)")
        _ = try await management(
            "PUT", "/api/permissions/\(host)/\(user)", body: Data(#"{"configure":".*","write":".*","read":".*"}"#.utf8))
    }

    /// Removes a virtual host with all its queues and closes its connections; nothing happens if there is none.
    package func deleteVirtualHost(_ name: String) async throws {
        _ = try await management("DELETE", "/api/vhosts/\(Self.percentEncoded(name))", accepting: [404])
    }

    /// The open client connections. A new one appears here a moment after it was opened.
    package func listConnections() async throws -> [Connection] {
        // A connection that is just being opened has none of the fields but its name: it is not one yet.
        struct Entry: Decodable {
            let connection: Connection?
            init(from decoder: any Decoder) throws { connection = try? Connection(from: decoder) }
        }
        let body = try await management("GET", "/api/connections")
        return try JSONDecoder().decode([Entry].self, from: body).compactMap(\.connection)
    }

    /// Has the broker close a client connection; nothing happens if it is gone.
    ///
    /// - Parameter name: the broker's name for it, from ``listConnections()``.
    package func closeConnection(_ name: String) async throws {
        _ = try await management("DELETE", "/api/connections/\(Self.percentEncoded(name))", accepting: [404])
    }

    /// A request to the management interface.
    ///
    /// - Parameters:
    ///   - method: such as `GET`.
    ///   - path: from `/api`, with names percent-encoded.
    ///   - body: JSON, if the request has any.
    ///   - accepting: statuses above 299 that are not a failure.
    /// - Returns: the body of the answer.
    /// - Throws: ``LocalServicesError/Code/managementFailed`` with the status and the broker's reason.
    @discardableResult
    package func management(
        _ method: String, _ path: String, body: Data = Data(), accepting: Set<Int> = []
    ) async throws -> Data {
        let request = HTTPRequest(method: method, path: path, user: user, password: password, body: body)
        let (port, name) = (managementPort, "\(method) \(path)")
        let response = try await Waiting.onOwnThread { try request.send(to: port) }
        guard (200..<300).contains(response.status) || accepting.contains(response.status) else {
            throw LocalServicesError(
                .managementFailed,
                "RabbitMQ answered \(name) with \(response.status): \(String(decoding: response.body, as: UTF8.self))")
        }
        return response.body
    }
}
