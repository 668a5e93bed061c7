extension AMQPTopology {
    /// Settings that the broker applies to the queues or exchanges whose names match a pattern.
    package struct Policy: Codable, Sendable, Equatable {
        package var name: String
        package var virtualHost: String
        package var pattern: String
        /// `all`, `queues` or `exchanges`.
        package var applyTo: String
        package var definition: [String: AMQPValue]
        package var priority: Int

        package init(
            name: String,
            virtualHost: String = "/",
            pattern: String,
            applyTo: String = "all",
            definition: [String: AMQPValue],
            priority: Int = 0
        ) {
            self.name = name
            self.virtualHost = virtualHost
            self.pattern = pattern
            self.applyTo = applyTo
            self.definition = definition
            self.priority = priority
        }

        private enum CodingKeys: String, CodingKey {
            case name, pattern, definition, priority
            case virtualHost = "vhost"
            case applyTo = "apply-to"
        }

        package init(from decoder: any Decoder) throws {
            let container = try decoder.container(keyedBy: CodingKeys.self)
            name = try container.decode(String.self, forKey: .name)
            virtualHost = try container.decodeIfPresent(String.self, forKey: .virtualHost) ?? "/"
            pattern = try container.decode(String.self, forKey: .pattern)
            applyTo = try container.decodeIfPresent(String.self, forKey: .applyTo) ?? "all"
            definition = try container.decode([String: AMQPValue].self, forKey: .definition)
            priority = try container.decodeIfPresent(Int.self, forKey: .priority) ?? 0
        }
    }
}
