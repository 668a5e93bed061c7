extension AMQPClient {
    /// Declares what the topology names; what exists with the same arguments stays as it is.
    ///
    /// - Throws: ``AMQPError``: `preconditionFailed` names the queue or exchange that exists with other arguments and
    ///   says which; `notConnected` and others as usual. What was declared before the failure stays.
    package func apply(_ topology: AMQPTopology) async throws {
        try await perform("applying the topology") { connection throws(AMQPError) in
            try connection.apply(topology)
        }
    }

    /// Tells which queues and exchanges are missing or have other arguments, without creating or changing anything.
    package func check(_ topology: AMQPTopology) async throws -> [AMQPTopologyDifference] {
        try await perform("checking the topology") { connection throws(AMQPError) in
            try connection.differences(from: topology)
        }
    }

    /// Removes the ready messages of a queue (not those delivered and unsettled).
    ///
    /// - Returns: How many there were.
    /// - Throws: ``AMQPError`` with code `notFound` when there is no such queue.
    package func purge(queue: String) async throws -> Int {
        try await perform("purging queue \"\(queue)\"") { connection throws(AMQPError) in
            try connection.withChannel { channel throws(AMQPError) in
                try connection.purge(queue: queue, channel: channel)
            }
        }
    }

    /// Deletes a queue with all it holds; nothing happens when it does not exist.
    package func delete(queue: String) async throws {
        try await perform("deleting queue \"\(queue)\"") { connection throws(AMQPError) in
            try connection.withChannel { channel throws(AMQPError) in
                try connection.delete(queue: queue, channel: channel)
            }
        }
    }

    /// Counts the ready messages and the consumers of a queue.
    ///
    /// Zero does not prove that a queue is empty: what is unsettled, or waits for its dead-letter target, is not counted.
    ///
    /// - Throws: ``AMQPError`` with code `notFound` when there is no such queue.
    package func messageCount(queue: String) async throws -> (messages: Int, consumers: Int) {
        try await perform("looking at queue \"\(queue)\"") { connection throws(AMQPError) in
            try connection.withChannel { channel throws(AMQPError) in
                try connection.declare(.init(name: queue), passive: true, channel: channel)
            }
        }
    }

    /// Runs synchronous methods on the I/O thread.
    private func perform<Value: Sendable>(
        _ operation: String, _ body: @escaping @Sendable (NativeConnection) throws(AMQPError) -> Value
    ) async throws(AMQPError) -> Value {
        let result: Result<Value, AMQPError> = await withCheckedContinuation { continuation in
            let call = Command.Call(
                perform: { connection in
                    continuation.resume(returning: Result { () throws(AMQPError) in try body(connection) })
                },
                fail: { continuation.resume(returning: .failure($0)) })
            if let refusal = mailbox.post(.call(call)) { call.fail(refusal) }
        }
        do throws(AMQPError) {
            return try result.get()
        } catch {
            throw error.during(operation)
        }
    }
}
