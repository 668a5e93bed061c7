package import Store

package import struct Foundation.UUID

/// What a message refers to.
package struct Subject: Sendable, Hashable, Codable {
    /// `import`, `analysis`, `round`.
    package var kind: String
    /// Its id.
    package var id: String

    /// Names a subject.
    package init(kind: String, id: String) {
        self.kind = kind
        self.id = id
    }
}

/// A message as it travels: what it is, what it belongs to, and a small payload that refers to rows.
///
/// `queues/<kind>.schema.json` describes each kind; a test holds type and schema together.
package struct Envelope<Payload: MessagePayload>: Sendable, Codable {
    /// The message's id: the outbox row's, kept over every hop of a retry.
    package var id: UUID
    /// The job it is part of.
    package var job: UUID
    /// ``MessagePayload/kind``.
    package var kind: String
    /// ``MessagePayload/schema``: raised when the payload changes its meaning.
    package var schema: Int
    /// Where it waits; follow-up messages inherit it.
    package var lane: Lane
    /// What it is about.
    package var subject: Subject
    /// The message that led to this one, or nil for the first.
    package var causation: UUID?
    /// Failures so far.
    package var attempt: Int
    /// W3C trace context.
    package var traceparent: String?
    /// The rest.
    package var payload: Payload

    /// Puts a message together.
    package init(
        id: UUID = .version7(), job: UUID, lane: Lane, subject: Subject, causation: UUID? = nil,
        traceparent: String? = nil,
        payload: Payload
    ) {
        self.id = id
        self.job = job
        kind = Payload.kind
        schema = Payload.schema
        self.lane = lane
        self.subject = subject
        self.causation = causation
        attempt = 0
        self.traceparent = traceparent
        self.payload = payload
    }
}

/// The body of a message of one kind. Small: it names rows and never carries genotypes.
package protocol MessagePayload: Sendable, Codable, Hashable {
    /// `import.chunk`, `round.end`, …
    static var kind: String { get }
    /// The version of the payload's meaning.
    static var schema: Int { get }
    /// Whose queue it goes to.
    static var worker: WorkerKind { get }
}

/// The four workers.
package enum WorkerKind: String, Sendable, Hashable, CaseIterable, Codable {
    /// Parses, derives alleles, converts annotation, stores.
    case ingest
    /// Runs filter chains.
    case filter
    /// Ends rounds.
    case snapshot
    /// Renders reports.
    case report

    /// The queue of a lane, which is also the routing key on the work exchange.
    package func queue(_ lane: Lane) -> String { "\(rawValue).\(lane.rawValue)" }
}

/// The part of an envelope that is read before the kind is known.
package struct EnvelopeHead: Sendable, Decodable {
    package var id: UUID
    package var job: UUID
    package var kind: String
    package var schema: Int
    package var lane: Lane
}
