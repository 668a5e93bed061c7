import Foundation
import Postgres
package import Store

extension Transaction {
    /// Puts a message into the outbox.
    package func send<Payload: MessagePayload>(_ message: Envelope<Payload>) async throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        let body = try encoder.encode(message)
        try await enqueue(
            id: message.id, job: message.job, routingKey: Payload.worker.queue(message.lane),
            body: RawJSON(text: String(decoding: body, as: UTF8.self)))
    }
}
