package import struct Foundation.Date
package import struct Foundation.UUID

/// A job as people see it.
package struct JobView: Sendable, Codable {
    package var id: UUID
    package var kind: String
    package var lane: String
    /// `waiting`, `queued`, `running`, `succeeded`, `failed`, `refused` or `cancelled`.
    package var state: String
    /// Why it is not running, in words, while it is not.
    package var waitingFor: String?
    package var subject: Subject
    package var attempts: Int
    package var progress: Progress?
    /// Ids of what came of it.
    package var result: [String: String]?
    package var problem: Problem?
    package var created: Date
    package var started: Date?
    package var finished: Date?

    /// What a job is about.
    package struct Subject: Sendable, Codable, Hashable {
        package var kind: String
        package var id: String

        package init(kind: String, id: String) {
            self.kind = kind
            self.id = id
        }
    }

    /// What is done of it.
    package struct Progress: Sendable, Codable, Hashable {
        package var done: Int
        package var total: Int?
        package var unit: String

        package init(done: Int, total: Int?, unit: String) {
            self.done = done
            self.total = total
            self.unit = unit
        }
    }

    /// Whether nothing more will happen.
    package var isFinal: Bool { finished != nil }

    package init(
        id: UUID, kind: String, lane: String, state: String, waitingFor: String?, subject: Subject, attempts: Int,
        progress: Progress?, result: [String: String]?, problem: Problem?, created: Date, started: Date?,
        finished: Date?
    ) {
        self.id = id
        self.kind = kind
        self.lane = lane
        self.state = state
        self.waitingFor = waitingFor
        self.subject = subject
        self.attempts = attempts
        self.progress = progress
        self.result = result
        self.problem = problem
        self.created = created
        self.started = started
        self.finished = finished
    }
}
