package import Postgres

package import struct Foundation.Date
package import struct Foundation.UUID

/// Where work waits. Lanes are queues of their own; follow-up messages inherit the lane.
package enum Lane: String, Sendable, Hashable, CaseIterable, Codable {
    /// Somebody is waiting, or a patient is.
    case urgent
    /// The ordinary day's work.
    case routine
    /// Re-annotation and the like: may take the night.
    case bulk
}

/// How far a job is.
package enum JobState: String, Sendable, Hashable, CaseIterable, Codable {
    /// Waits for its requester: the files of an import are not all there.
    case waiting
    /// Waits for a worker.
    case queued
    /// A worker has begun.
    case running
    /// Done; there is a result.
    case succeeded
    /// Given up; there is a problem, and trying again may help.
    case failed
    /// Answered with no: there is a problem, and trying again does not help.
    case refused
    /// Called off.
    case cancelled

    /// Whether nothing more will happen.
    package var isFinal: Bool {
        switch self {
        case .succeeded, .failed, .refused, .cancelled: true
        case .waiting, .queued, .running: false
        }
    }
}

/// A job as people see it.
package struct JobRecord: Sendable {
    /// The job's id.
    package var id: UUID
    /// What kind of work, for instance `import`.
    package var kind: String
    /// Where it waits.
    package var lane: Lane
    /// How far it is.
    package var state: JobState
    /// Who asked for it.
    package var requester: UUID?
    /// What kind of thing it is about.
    package var subjectKind: String
    /// The id of that thing.
    package var subjectID: String
    /// Failures so far.
    package var attempts: Int
    /// The outcome, when it succeeded.
    package var result: JSONText?
    /// The problem document (RFC 9457), when it failed or was refused.
    package var problem: JSONText?
    /// When it was asked for.
    package var createdAt: Date
    /// When a worker began.
    package var startedAt: Date?
    /// When it ended.
    package var finishedAt: Date?
    /// What is done, of what.
    package var progress: JobProgress?
}

/// What is done of a job, in some unit.
package struct JobProgress: Sendable, Hashable, Codable {
    /// How many are done.
    package var done: Int
    /// Of how many, when known.
    package var total: Int?
    /// Of what: `records`, `bytes`.
    package var unit: String

    /// Describes progress.
    package init(done: Int, total: Int?, unit: String) {
        self.done = done
        self.total = total
        self.unit = unit
    }
}

/// A change of a job's state, as event streams tell it.
package struct JobEvent: Sendable {
    /// Its place; `Last-Event-ID` of the stream.
    package var sequence: Int64
    /// The state from then on.
    package var state: JobState
    /// When.
    package var occurredAt: Date
}

/// A job to be made.
package struct NewJob: Sendable {
    /// The job's id, chosen by the caller so that messages can name it.
    package var id: UUID
    /// What kind of work.
    package var kind: String
    /// Where it waits.
    package var lane: Lane
    /// ``JobState/queued``, or ``JobState/waiting`` for the requester.
    package var state: JobState
    /// What kind of thing it is about.
    package var subjectKind: String
    /// The id of that thing.
    package var subjectID: String

    /// Describes a job.
    package init(
        id: UUID = .version7(), kind: String, lane: Lane, state: JobState = .queued, subjectKind: String,
        subjectID: String
    ) {
        self.id = id
        self.kind = kind
        self.lane = lane
        self.state = state
        self.subjectKind = subjectKind
        self.subjectID = subjectID
    }
}
