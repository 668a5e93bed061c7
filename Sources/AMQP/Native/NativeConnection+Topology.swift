extension NativeConnection {
    /// Declares everything the topology names, in an order in which nothing refers to what is not there yet. The
    /// virtual host in the topology is not looked at: the connection has one.
    func apply(_ topology: AMQPTopology) throws(AMQPError) {
        try withChannel { channel throws(AMQPError) in
            for exchange in topology.exchanges where !exchange.isPredeclared {
                try during("declaring exchange \"\(exchange.name)\"") { () throws(AMQPError) in
                    try declare(exchange, channel: channel)
                }
            }
            for queue in topology.queues {
                try during("declaring queue \"\(queue.name)\"") { () throws(AMQPError) in
                    try declare(queue, channel: channel)
                }
            }
            for binding in topology.bindings where !binding.source.isEmpty {
                try during("binding \"\(binding.destination)\" to \"\(binding.source)\"") { () throws(AMQPError) in
                    try bind(binding, channel: channel)
                }
            }
        }
    }

    /// Compares what exists with the topology.
    ///
    /// A passive declaration finds out whether a thing exists; declaring it again compares it. Each on its own channel,
    /// because a refusal closes the channel. (What is deleted between the two steps comes back.)
    func differences(from topology: AMQPTopology) throws(AMQPError) -> [AMQPTopologyDifference] {
        var differences: [AMQPTopologyDifference] = []
        for exchange in topology.exchanges where !exchange.isPredeclared {
            let kind = try difference { (passive, channel) throws(AMQPError) in
                try declare(exchange, passive: passive, channel: channel)
            }
            if let kind { differences.append(.init(object: .exchange(exchange.name), kind: kind)) }
        }
        for queue in topology.queues {
            let kind = try difference { (passive, channel) throws(AMQPError) in
                try declare(queue, passive: passive, channel: channel)
            }
            if let kind { differences.append(.init(object: .queue(queue.name), kind: kind)) }
        }
        return differences
    }

    private func difference(
        _ declare: (_ passive: Bool, _ channel: UInt16) throws(AMQPError) -> Void
    ) throws(AMQPError) -> AMQPTopologyDifference.Kind? {
        do throws(AMQPError) {
            try withChannel { channel throws(AMQPError) in
                try declare(true, channel)
                try declare(false, channel)
            }
            return nil
        } catch  where failure == nil && error.code == .notFound {
            return .missing
        } catch  where failure == nil && (error.code == .preconditionFailed || error.code == .resourceLocked) {
            return .different(error.replyText ?? error.description)
        }
    }

    private func during(_ operation: String, _ body: () throws(AMQPError) -> Void) throws(AMQPError) {
        do throws(AMQPError) {
            try body()
        } catch {
            throw error.during(operation)
        }
    }
}
