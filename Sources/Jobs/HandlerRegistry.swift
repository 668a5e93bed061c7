import Foundation
import Logging
import Store

/// The handlers of a worker process, by kind of message.
package struct HandlerRegistry: Sendable {
    /// A handler with its payload type erased: decodes, then handles.
    struct Entry: Sendable {
        let schema: Int
        let worker: WorkerKind
        let handle: @Sendable ([UInt8], JobContext) async throws -> Void
    }

    private var entries: [String: Entry] = [:]

    /// No handlers.
    package init() {}

    /// Adds a handler for its kind of message.
    package mutating func register<Handler: JobHandler>(_ handler: Handler) {
        let kind = Handler.Payload.kind
        precondition(entries[kind] == nil, "two handlers for \(kind)")
        entries[kind] = Entry(schema: Handler.Payload.schema, worker: Handler.Payload.worker) { body, context in
            let message = try JSONDecoder().decode(Envelope<Handler.Payload>.self, from: Data(body))
            try await handler.handle(message, in: context)
        }
    }

    /// The kinds of messages there are handlers for.
    package var kinds: Set<String> { Set(entries.keys) }

    /// The workers whose queues are to be consumed.
    package var workers: Set<WorkerKind> { Set(entries.values.map(\.worker)) }

    subscript(kind: String) -> Entry? { entries[kind] }
}
