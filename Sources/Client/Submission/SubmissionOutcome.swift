package import PublicAPI

/// What came of a submission.
package struct SubmissionOutcome: Sendable, Codable {
    /// The idempotency key under which the import is known.
    package var key: String
    /// Whether the same submission had been announced before.
    package var isRepeated: Bool
    /// The import as it stands at the end.
    package var imported: ImportView
    /// The job in its final state; nil when nobody waited for it.
    package var job: JobView?
    /// The first records of the quarantine.
    package var quarantine: [QuarantinedRecordView] = []

    /// How many records of the quarantine are shown.
    package static let quarantineLimit = 10

    private enum CodingKeys: String, CodingKey {
        case key, job, quarantine
        case isRepeated = "repeated"
        case imported = "import"
    }

    /// How a command that submitted ends.
    package var exitStatus: ExitStatus {
        guard let job else { return .success }
        guard job.state == "succeeded" else { return .refused }
        return (imported.records?.rejected ?? 0) > 0 ? .quarantined : .success
    }
}
