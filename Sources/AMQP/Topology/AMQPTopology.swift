/// Queues, exchanges, bindings and policies: the part of RabbitMQ's definitions file that this program owns.
///
/// Decodes the stock file; users, permissions and parameters are skipped and therefore not written back.
package struct AMQPTopology: Codable, Sendable, Equatable {
    package var virtualHosts: [VirtualHost]
    package var queues: [Queue]
    package var exchanges: [Exchange]
    package var bindings: [Binding]
    /// Kept for whoever imports the file; policies cannot be set over AMQP.
    package var policies: [Policy]

    package init(
        virtualHosts: [VirtualHost] = [],
        queues: [Queue] = [],
        exchanges: [Exchange] = [],
        bindings: [Binding] = [],
        policies: [Policy] = []
    ) {
        self.virtualHosts = virtualHosts
        self.queues = queues
        self.exchanges = exchanges
        self.bindings = bindings
        self.policies = policies
    }

    package var queueNames: [String] { queues.map(\.name) }
    package var exchangeNames: [String] { exchanges.map(\.name) }

    /// The queue of that name.
    package func queue(_ name: String) -> Queue? { queues.first { $0.name == name } }

    /// The same topology with everything in one virtual host.
    package func renamed(virtualHost: String) -> AMQPTopology {
        var copy = self
        copy.virtualHosts = [VirtualHost(name: virtualHost)]
        for index in copy.queues.indices { copy.queues[index].virtualHost = virtualHost }
        for index in copy.exchanges.indices { copy.exchanges[index].virtualHost = virtualHost }
        for index in copy.bindings.indices { copy.bindings[index].virtualHost = virtualHost }
        for index in copy.policies.indices { copy.policies[index].virtualHost = virtualHost }
        return copy
    }

    private enum CodingKeys: String, CodingKey {
        case virtualHosts = "vhosts"
        case queues, exchanges, bindings, policies
    }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        virtualHosts = try container.decodeIfPresent([VirtualHost].self, forKey: .virtualHosts) ?? []
        queues = try container.decodeIfPresent([Queue].self, forKey: .queues) ?? []
        exchanges = try container.decodeIfPresent([Exchange].self, forKey: .exchanges) ?? []
        bindings = try container.decodeIfPresent([Binding].self, forKey: .bindings) ?? []
        policies = try container.decodeIfPresent([Policy].self, forKey: .policies) ?? []
    }
}
