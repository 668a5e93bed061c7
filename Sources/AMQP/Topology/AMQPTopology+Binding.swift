extension AMQPTopology {
    /// A route from an exchange to a queue or to another exchange.
    package struct Binding: Codable, Sendable, Equatable {
        /// What messages are routed to.
        package enum Target: String, Codable, Sendable {
            case queue, exchange
        }

        package var source: String
        package var virtualHost: String
        package var destination: String
        package var destinationType: Target
        package var routingKey: String
        package var arguments: [String: AMQPValue]

        package init(
            source: String,
            virtualHost: String = "/",
            destination: String,
            destinationType: Target = .queue,
            routingKey: String,
            arguments: [String: AMQPValue] = [:]
        ) {
            self.source = source
            self.virtualHost = virtualHost
            self.destination = destination
            self.destinationType = destinationType
            self.routingKey = routingKey
            self.arguments = arguments
        }

        private enum CodingKeys: String, CodingKey {
            case source, destination, arguments
            case virtualHost = "vhost"
            case destinationType = "destination_type"
            case routingKey = "routing_key"
        }

        package init(from decoder: any Decoder) throws {
            let container = try decoder.container(keyedBy: CodingKeys.self)
            source = try container.decode(String.self, forKey: .source)
            virtualHost = try container.decodeIfPresent(String.self, forKey: .virtualHost) ?? "/"
            destination = try container.decode(String.self, forKey: .destination)
            destinationType = try container.decodeIfPresent(Target.self, forKey: .destinationType) ?? .queue
            routingKey = try container.decodeIfPresent(String.self, forKey: .routingKey) ?? ""
            arguments = try container.decodeIfPresent([String: AMQPValue].self, forKey: .arguments) ?? [:]
        }
    }
}
