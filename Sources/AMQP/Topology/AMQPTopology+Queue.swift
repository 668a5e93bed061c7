extension AMQPTopology {
    /// A virtual host: a separate set of queues and exchanges on one broker.
    package struct VirtualHost: Codable, Sendable, Equatable {
        package var name: String

        package init(name: String) {
            self.name = name
        }
    }

    /// A queue. Its arguments cannot be changed once it exists; a change takes a new name.
    package struct Queue: Codable, Sendable, Equatable {
        package var name: String
        package var virtualHost: String
        package var durable: Bool
        package var autoDelete: Bool
        package var arguments: [String: AMQPValue]

        package init(
            name: String,
            virtualHost: String = "/",
            durable: Bool = true,
            autoDelete: Bool = false,
            arguments: [String: AMQPValue] = [:]
        ) {
            self.name = name
            self.virtualHost = virtualHost
            self.durable = durable
            self.autoDelete = autoDelete
            self.arguments = arguments
        }

        private enum CodingKeys: String, CodingKey {
            case name, durable, arguments
            case virtualHost = "vhost"
            case autoDelete = "auto_delete"
        }

        package init(from decoder: any Decoder) throws {
            let container = try decoder.container(keyedBy: CodingKeys.self)
            name = try container.decode(String.self, forKey: .name)
            virtualHost = try container.decodeIfPresent(String.self, forKey: .virtualHost) ?? "/"
            durable = try container.decodeIfPresent(Bool.self, forKey: .durable) ?? true
            autoDelete = try container.decodeIfPresent(Bool.self, forKey: .autoDelete) ?? false
            arguments = try container.decodeIfPresent([String: AMQPValue].self, forKey: .arguments) ?? [:]
        }
    }
}
