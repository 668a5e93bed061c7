import AMQP
import Foundation
import ServiceLifecycle
import Testing

/// Waits until a condition holds; fails when it does not in time.
func eventually(
    _ comment: String, within limit: Duration = .seconds(30), sourceLocation: SourceLocation = #_sourceLocation,
    _ condition: () async throws -> Bool
) async throws {
    let end = ContinuousClock.now + limit
    while try await !condition() {
        try #require(ContinuousClock.now < end, "not in time: \(comment)", sourceLocation: sourceLocation)
        try await Task.sleep(for: .milliseconds(10))
    }
}

/// Runs a client for as long as the body takes, connected at its beginning; to the shared broker unless told otherwise.
func withClient<Value>(
    uri: String? = nil,
    name: String = Server.unique("test"),
    heartbeat: Duration = .seconds(20),
    topology: AMQPTopology? = nil,
    tls: AMQPTLS? = nil,
    _ body: (AMQPClient) async throws -> Value
) async throws -> Value {
    let address = if let uri { uri } else { try await Server.uri() }
    let configuration = try AMQPConfiguration(uri: address, heartbeat: heartbeat, connectionName: name, tls: tls)
    let client = AMQPClient(configuration, topology: topology, logger: Server.logger)
    let group = ServiceGroup(services: [client], logger: Server.logger)
    async let running: Void = group.run()
    let result: Result<Value, any Error>
    do {
        try await client.waitUntilConnected(timeout: .seconds(30))
        result = .success(try await body(client))
    } catch {
        result = .failure(error)
    }
    await group.triggerGracefulShutdown()
    try await running
    return try result.get()
}

/// Runs a client with one queue of the test's own, removed afterwards.
func withQueue<Value>(
    name: String = Server.unique("test"),
    heartbeat: Duration = .seconds(20),
    arguments: [String: AMQPValue] = ["x-queue-type": "quorum"],
    _ body: (AMQPClient, String) async throws -> Value
) async throws -> Value {
    let queue = Server.unique("queue")
    let topology = AMQPTopology(queues: [.init(name: queue, arguments: arguments)])
    return try await withClient(name: name, heartbeat: heartbeat, topology: topology) { client in
        do {
            let value = try await body(client, queue)
            try await client.delete(queue: queue)
            return value
        } catch {
            // The reason why the test failed matters more than what becomes of its queue.
            do { try await client.delete(queue: queue) } catch { Issue.record(error) }
            throw error
        }
    }
}

/// Messages for one queue through the default exchange, numbered from zero.
func messages(_ range: Range<Int>, to queue: String) -> [AMQPMessage] {
    range.map { AMQPMessage(exchange: "", routingKey: queue, messageID: "m\($0)", body: Array("{\"n\":\($0)}".utf8)) }
}

/// Takes so many deliveries, without settling them.
func take(_ count: Int, from iterator: inout AMQPDeliveries.AsyncIterator) async throws -> [AMQPDelivery] {
    var taken: [AMQPDelivery] = []
    while taken.count < count { taken.append(try #require(await iterator.next(), "the sequence ended")) }
    return taken
}

/// Entries of a directory of this process, for example its open files.
func processEntries(_ directory: String) throws -> Int {
    try FileManager.default.contentsOfDirectory(atPath: "/proc/self/\(directory)").count
}
