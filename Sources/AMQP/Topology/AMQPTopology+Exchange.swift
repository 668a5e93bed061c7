extension AMQPTopology {
    /// An exchange, the thing messages are published to.
    package struct Exchange: Codable, Sendable, Equatable {
        package var name: String
        package var virtualHost: String
        /// `direct`, `fanout`, `topic`, `headers`, or a plugin's.
        package var type: String
        package var durable: Bool
        package var autoDelete: Bool
        package var `internal`: Bool
        package var arguments: [String: AMQPValue]

        package init(
            name: String,
            virtualHost: String = "/",
            type: String = "direct",
            durable: Bool = true,
            autoDelete: Bool = false,
            internal: Bool = false,
            arguments: [String: AMQPValue] = [:]
        ) {
            self.name = name
            self.virtualHost = virtualHost
            self.type = type
            self.durable = durable
            self.autoDelete = autoDelete
            self.internal = `internal`
            self.arguments = arguments
        }

        /// Whether the broker creates it itself and refuses to have it declared.
        var isPredeclared: Bool { name.isEmpty || name.hasPrefix("amq.") }

        private enum CodingKeys: String, CodingKey {
            case name, type, durable, `internal`, arguments
            case virtualHost = "vhost"
            case autoDelete = "auto_delete"
        }

        package init(from decoder: any Decoder) throws {
            let container = try decoder.container(keyedBy: CodingKeys.self)
            name = try container.decode(String.self, forKey: .name)
            virtualHost = try container.decodeIfPresent(String.self, forKey: .virtualHost) ?? "/"
            type = try container.decode(String.self, forKey: .type)
            durable = try container.decodeIfPresent(Bool.self, forKey: .durable) ?? true
            autoDelete = try container.decodeIfPresent(Bool.self, forKey: .autoDelete) ?? false
            `internal` = try container.decodeIfPresent(Bool.self, forKey: .internal) ?? false
            arguments = try container.decodeIfPresent([String: AMQPValue].self, forKey: .arguments) ?? [:]
        }
    }
}
