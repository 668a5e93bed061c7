import AMQP
import Access
import Foundation
import Logging
import Metrics
import Postgres
import PublicAPI
import Store
import Synchronization

/// Carries out one message: inbox, effects, follow-up messages, commit; decides what becomes of the delivery.
final class MessageExecutor: Sendable {
    /// What becomes of a delivery.
    enum Verdict: Sendable, Hashable {
        /// Handled, now or before, or finally answered with no: acknowledge.
        case done
        /// Not a message of ours: to the dead letters.
        case unusable
        /// Interrupted by shutdown: back into the queue, no attempt charged.
        case handBack
    }

    private let store: Store
    private let handlers: HandlerRegistry
    private let relay: OutboxRelay
    private let logger: Logger
    private let shuttingDown = Atomic(false)

    init(store: Store, handlers: HandlerRegistry, relay: OutboxRelay, logger: Logger) {
        self.store = store
        self.handlers = handlers
        self.relay = relay
        self.logger = logger
    }

    /// From now on waiting for a better time is not worth it.
    func shutDown() { shuttingDown.store(true, ordering: .relaxed) }

    /// Handles a message.
    ///
    /// While PostgreSQL is away, or says to try again, the message keeps its slot and is tried with growing pauses: the
    /// delivery stays
    /// unacknowledged, so that nothing is lost, and no further message is taken, so that none fails in vain.
    func execute(body: [UInt8], messageID: String, redelivered: Bool) async -> Verdict {
        guard let head = try? JSONDecoder().decode(EnvelopeHead.self, from: Data(body)),
            let handler = handlers[head.kind], handler.schema == head.schema
        else {
            logger.error("message not understood", metadata: ["message.id": "\(messageID)"])
            Counter(label: "cistron_messages_unusable_total").increment()
            return .unusable
        }
        // It has waited for its turn until the process was told to end: somebody else takes it.
        if shuttingDown.load(ordering: .relaxed) { return .handBack }
        var logger = logger
        logger[metadataKey: "message.id"] = "\(head.id.text)"
        logger[metadataKey: "message.kind"] = "\(head.kind)"
        logger[metadataKey: "job.id"] = "\(head.job.text)"

        let start = ContinuousClock.now
        var pause = Duration.milliseconds(50)
        while true {
            do {
                let outcome = try await attempt(head, handler, body, logger)
                relay.wake()
                Timer(label: "cistron_message_duration_seconds", dimensions: [("kind", head.kind)])
                    .record(duration: .now - start)
                Counter(
                    label: "cistron_messages_total", dimensions: [("kind", head.kind), ("outcome", outcome)]
                ).increment()
                return .done
            } catch let error as PostgresError where error.isRetriable || error.isCommitUnknown {
                logger.warning("message waits for the database", metadata: ["error": "\(error)"])
            } catch  where error.isInterruption {
                return .handBack
            } catch {
                // Ending the job failed for a reason that will not pass by itself; the broker's limit is the backstop.
                logger.error("message cannot be ended", metadata: ["error": "\(error)"])
                return .unusable
            }
            if shuttingDown.load(ordering: .relaxed) { return .handBack }
            do { try await Task.sleep(for: pause) } catch { return .handBack }
            pause = min(pause * 2, .seconds(5))
        }
    }

    /// One try: the handler's transaction, or the one that ends the job.
    private func attempt(_ head: EnvelopeHead, _ handler: HandlerRegistry.Entry, _ body: [UInt8], _ logger: Logger)
        async throws -> String
    {
        do {
            let progress = Latest<JobProgress>()
            let outcome = try await inTransaction(head, handler) { transaction in
                let context = JobContext(transaction: transaction, logger: logger)
                try await handler.handle(body, context)
                if let noted = context.notedProgress { progress.set(noted) }
                return "succeeded"
            }
            if let progress = progress.value { await note(progress, head, handler, logger) }
            return outcome
        } catch let refusal as JobRefusal {
            return try await end(head, handler, refusal)
        } catch let error as PostgresError where error.isRetriable || error.isCommitUnknown {
            throw error
        } catch  where error.isInterruption {
            throw error
        } catch {
            logger.error("handler failed", metadata: ["error": "\(error)"])
            let problem = Problem(
                status: 500, code: "internal-error", title: "Internal error",
                detail:
                    "The work failed for a reason inside the program (\(type(of: error))). It is in the worker's log "
                    + "under job \(head.job.text); retry the job when the cause is mended.")
            return try await end(head, handler, JobRefusal(problem, isFailure: true))
        }
    }

    /// Progress is for people's eyes: that it could not be written changes nothing.
    private func note(
        _ progress: JobProgress, _ head: EnvelopeHead, _ handler: HandlerRegistry.Entry, _ logger: Logger
    ) async {
        do {
            try await store.transaction(for: .worker(kind: handler.worker.rawValue, for: nil)) {
                try await $0.note(progress, ofJob: head.job)
            }
        } catch {
            logger.debug("progress not noted", metadata: ["error": "\(error)"])
        }
    }

    private func end(_ head: EnvelopeHead, _ handler: HandlerRegistry.Entry, _ refusal: JobRefusal) async throws
        -> String
    {
        let state: JobState = refusal.isFailure ? .failed : .refused
        return try await inTransaction(head, handler) { transaction in
            try await refusal.consequence(transaction)
            try await transaction.jobEnded(head.job, state, problem: JSONText(encoding: refusal.problem))
            return state.rawValue
        }
    }

    private func inTransaction(
        _ head: EnvelopeHead, _ handler: HandlerRegistry.Entry, _ body: (Transaction) async throws -> String
    ) async throws -> String {
        // Whom the worker acts for is the requester of the job; the job's row knows.
        let worker = Principal.worker(kind: handler.worker.rawValue, for: nil)
        return try await store.transaction(for: worker, cause: Cause(jobID: head.job)) { transaction in
            guard try await transaction.claim(message: head.id, handler: head.kind, job: head.job) else {
                return "repeated"
            }
            let acting = try await transaction.actingForRequester(ofJob: head.job)
            try await acting.jobStarted(head.job)
            return try await body(acting)
        }
    }
}

extension Error {
    /// Whether the work was called off, by the end of the process for instance, rather than failed.
    fileprivate var isInterruption: Bool {
        self is CancellationError || (self as? PostgresError)?.code == .cancelled
    }
}

extension PostgresError {
    /// Whether the connection broke while the commit was under way. Trying again is right: the inbox tells whether it
    /// went through.
    fileprivate var isCommitUnknown: Bool { code == .commitUnknown }
}
