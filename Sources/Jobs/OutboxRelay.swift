package import AMQP
import Access
package import Logging
import Metrics
import Postgres
import ServiceLifecycle
package import Store

import struct Foundation.UUID

/// Publishes what committed transactions have put into the outbox.
///
/// It is woken in-process by whoever commits, and polls otherwise, so that a message of a crashed process goes out too.
/// Any number of relays share the work (`FOR UPDATE SKIP LOCKED`). A message is marked published on the broker's
/// confirm; when the process dies
/// between confirm and mark it is published twice, and the inbox drops the copy.
package final class OutboxRelay: Service {
    private let store: Store
    private let client: AMQPClient
    private let signal: WakeSignal
    private let logger: Logger

    /// How many messages one step takes; also the confirm window.
    private static let window = 256
    /// How long a relay sleeps when nobody wakes it: soon after it had work, seldom otherwise.
    private static let busyPoll = Duration.milliseconds(25)
    private static let idlePoll = Duration.milliseconds(250)

    /// A relay between a store and a broker.
    package init(store: Store, client: AMQPClient, logger: Logger) {
        self.store = store
        self.client = client
        self.logger = logger
        signal = WakeSignal()
    }

    /// Call it after a commit that has sent messages.
    package func wake() { signal.wake() }

    /// Relays until shutdown.
    package func run() async throws {
        await cancelWhenGracefulShutdown {
            var pause = Self.idlePoll
            while !Task.isCancelled {
                do {
                    let sent = try await self.step()
                    if sent == Self.window { continue }
                    pause = sent > 0 ? Self.busyPoll : min(pause * 2, Self.idlePoll)
                } catch is CancellationError {
                    break
                } catch {
                    self.logger.warning("outbox relay waits", metadata: ["error": "\(error)"])
                    pause = .seconds(1)
                }
                await self.signal.wait(atMost: pause)
            }
        }
    }

    /// Publishes one window of messages.
    ///
    /// - Returns: how many the broker has confirmed.
    private func step() async throws -> Int {
        guard client.isConnected else { return 0 }
        return try await store.transaction(for: .worker(kind: "relay", for: nil)) { transaction in
            let waiting = try await transaction.claimUnpublished(limit: Self.window)
            guard !waiting.isEmpty else { return 0 }
            let outcomes = await client.publish(
                waiting.map { message in
                    AMQPMessage(
                        exchange: Topology.workExchange, routingKey: message.routingKey, messageID: message.id.text,
                        body: Array(message.body.text.utf8))
                })
            var confirmed: [UUID] = []
            for (message, outcome) in zip(waiting, outcomes) {
                if case .confirmed = outcome {
                    confirmed.append(message.id)
                } else {
                    logger.error(
                        "message not taken by the broker",
                        metadata: [
                            "message.id": "\(message.id.text)", "queue": "\(message.routingKey)",
                            "outcome": "\(outcome)",
                        ])
                }
            }
            if !confirmed.isEmpty { try await transaction.markPublished(confirmed) }
            Counter(label: "cistron_outbox_published_total").increment(by: confirmed.count)
            return confirmed.count
        }
    }
}
