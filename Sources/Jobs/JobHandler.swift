package import Logging
package import PublicAPI
package import Store

import struct Foundation.UUID

/// Carries out messages of one kind.
///
/// The runtime calls ``handle(_:in:)`` inside one transaction that has entered the message into the inbox. Whatever
/// the handler writes through the transaction happens exactly once, whatever is delivered how often; what it does
/// elsewhere may happen
/// again and must not matter. A handler reads the state of its subject and is right in any order of messages.
package protocol JobHandler<Payload>: Sendable {
    /// The messages it takes.
    associatedtype Payload: MessagePayload

    /// Does the work of one message.
    ///
    /// - Throws: ``JobRefusal`` when the answer is no; anything else is a failure, tried again when it is passing.
    func handle(_ message: Envelope<Payload>, in context: JobContext) async throws
}

/// What a handler works with.
package struct JobContext: Sendable {
    /// The transaction of all effects.
    package let transaction: Transaction
    /// Carries the ids of message and job.
    package let logger: Logger
    private let progress = Latest<JobProgress>()

    /// A context for a transaction; the runtime makes it, and tests of a handler.
    package init(transaction: Transaction, logger: Logger) {
        self.transaction = transaction
        self.logger = logger
    }

    /// Tells how far the job will be when this transaction commits. It is written afterwards, in a transaction of its
    /// own, because no
    /// effect depends on it.
    package func note(_ progress: JobProgress) { self.progress.set(progress) }

    /// What was noted last.
    var notedProgress: JobProgress? { progress.value }

    /// Sends a message that follows from the one being handled: same job, same lane, out when the transaction commits.
    package func follow<Cause, Payload: MessagePayload>(
        _ cause: Envelope<Cause>, with payload: Payload, subject: Subject
    )
        async throws
    {
        try await transaction.send(
            Envelope(
                job: cause.job, lane: cause.lane, subject: subject, causation: cause.id, traceparent: cause.traceparent,
                payload: payload))
    }
}

/// The answer is no, and asking again does not change it: bad input, a stale version, a missing right.
///
/// The effects of the handler are rolled back; what must happen all the same (the subject says so, too) goes into
/// `consequence`.
package struct JobRefusal: Error, Sendable {
    /// What the requester reads.
    package var problem: Problem
    /// Whether the job counts as failed rather than refused.
    package var isFailure: Bool
    /// Runs in the transaction that ends the job.
    package var consequence: @Sendable (Transaction) async throws -> Void

    /// Refuses a job.
    package init(
        _ problem: Problem, isFailure: Bool = false,
        consequence: @escaping @Sendable (Transaction) async throws -> Void = { _ in }
    ) {
        self.problem = problem
        self.isFailure = isFailure
        self.consequence = consequence
    }
}
