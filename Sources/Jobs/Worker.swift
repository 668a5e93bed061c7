package import AMQP
package import Logging
import ServiceLifecycle
package import Store

/// A worker process: consumes the queues of its handlers and runs them with exactly-once effects.
package final class Worker: Service {
    private let client: AMQPClient
    private let executor: MessageExecutor
    private let queues: [AMQPConsumer]
    private let slots: Slots
    private let logger: Logger

    /// A worker over a store and a broker.
    ///
    /// - Parameters:
    ///   - handlers: what it can do; decides which queues it consumes.
    ///   - slots: how many messages it works on at a time.
    ///   - relay: woken after every commit, for the messages that follow.
    package init(
        store: Store, client: AMQPClient, handlers: HandlerRegistry, slots: Int, relay: OutboxRelay, logger: Logger
    ) {
        self.client = client
        self.logger = logger
        self.slots = Slots(slots)
        executor = MessageExecutor(store: store, handlers: handlers, relay: relay, logger: logger)
        queues = handlers.workers.sorted { $0.rawValue < $1.rawValue }.flatMap { worker in
            Lane.allCases.map { AMQPConsumer(queue: worker.queue($0), prefetch: slots) }
        }
    }

    /// Works until shutdown; then takes nothing new, ends what runs, and hands the rest back to the broker.
    package func run() async throws {
        await withDiscardingTaskGroup { group in
            for queue in queues {
                group.addTask { await self.consume(queue) }
            }
        }
    }

    private func consume(_ queue: AMQPConsumer) async {
        let deliveries = client.consume(queue)
        await withDiscardingTaskGroup { group in
            group.addTask {
                do { try await gracefulShutdown() } catch { return }  // cancelled: the sequence ends by itself
                self.executor.shutDown()
                await self.client.stopConsuming(deliveries)
            }
            for await delivery in deliveries {
                await slots.take()
                group.addTask {
                    await self.process(delivery)
                    await self.slots.give()
                }
            }
        }
    }

    private func process(_ delivery: AMQPDelivery) async {
        let verdict = await executor.execute(
            body: delivery.body, messageID: delivery.messageID, redelivered: delivery.redelivered)
        do {
            switch verdict {
            case .done: try await client.acknowledge(delivery)
            case .unusable: try await client.reject(delivery, requeue: false)
            case .handBack: try await client.reject(delivery, requeue: true)
            }
        } catch {
            // The connection is gone: the broker delivers the message again and the inbox knows it.
            logger.debug("delivery not settled", metadata: ["error": "\(error)"])
        }
    }
}

/// A number of places; whoever finds none waits for one, first come, first served.
actor Slots {
    private var free: Int
    private var waiting: [CheckedContinuation<Void, Never>] = []

    init(_ count: Int) {
        precondition(count > 0, "a worker needs at least one slot")
        free = count
    }

    func take() async {
        if free > 0 {
            free -= 1
        } else {
            await withCheckedContinuation { waiting.append($0) }
        }
    }

    func give() {
        if waiting.isEmpty { free += 1 } else { waiting.removeFirst().resume() }
    }
}
