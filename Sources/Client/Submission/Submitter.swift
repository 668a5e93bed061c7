import Cryptography
import PublicAPI

/// Brings a submission to the server and waits for what comes of it.
///
/// Everything may be repeated: the announcement by its key, a file by its digest. A submission that was interrupted
/// goes on where it was.
package struct Submitter: Sendable {
    private let client: CistronClient
    private let submission: Submission
    private let key: String?
    private let report: @Sendable (SubmissionEvent) -> Void

    /// Prepares a submission.
    ///
    /// - Parameters:
    ///   - key: the idempotency key; nil: derived from the content, so that the same submission again answers with the
    ///     first import.
    ///   - report: told how it goes, never twice at once.
    package init(
        client: CistronClient, submission: Submission, key: String? = nil,
        report: @escaping @Sendable (SubmissionEvent) -> Void = { _ in }
    ) {
        self.client = client
        self.submission = submission
        self.key = key
        self.report = report
    }

    /// Announces, sends what is missing, and follows the job to its end.
    ///
    /// - Parameter waits: whether to wait for the end of the import.
    /// - Throws: ``ClientError``. An import that is refused or fails is an outcome, not an error.
    package func run(waits: Bool) async throws -> SubmissionOutcome {
        let announcement = try await announcement()
        let key = try key ?? announcement.defaultKey
        let announced = try await client.announce(announcement, key: key)
        report(.announced(announced.view, isRepeated: !announced.isNew))
        let imported = try await upload(announcement.files, to: announced.view)
        report(.started(imported))
        var outcome = SubmissionOutcome(key: key, isRepeated: !announced.isNew, imported: imported)
        guard waits else { return outcome }
        outcome.job = try await follow(imported)
        outcome.imported = try await client.import(imported.id)
        if (outcome.imported.records?.rejected ?? 0) > 0 {
            outcome.quarantine = try await CistronClient.collect(upTo: SubmissionOutcome.quarantineLimit) {
                try await client.quarantine(of: imported.id, cursor: $0)
            }
        }
        return outcome
    }

    private func announcement() async throws -> ImportAnnouncement {
        var files: [AnnouncedFile] = []
        for file in submission.files {
            let total = try SubmissionFolder.size(of: file.path)
            let fingerprint = try await FileFingerprint(path: file.path) {
                report(.hashing(file: file.name, done: $0, total: total))
            }
            files.append(
                AnnouncedFile(name: file.name, size: fingerprint.size, sha256: fingerprint.sha256.hexadecimal))
        }
        return ImportAnnouncement(
            descriptor: submission.descriptor, files: files, annotationRelease: submission.annotationRelease)
    }

    private func upload(_ files: [AnnouncedFile], to announced: ImportView) async throws -> ImportView {
        var current = announced
        for (file, source) in zip(files, submission.files) {
            // An import that has ended takes no more files; its job tells why.
            if ["succeeded", "failed", "refused", "cancelled"].contains(current.state) { break }
            if current.files.contains(where: { $0.name == file.name && $0.received }) {
                report(.skipped(file: file.name))
                continue
            }
            report(.uploading(file: file.name, sent: 0, total: file.size))
            current = try await client.upload(source.path, as: file, to: announced.id) { sent in
                report(.uploading(file: file.name, sent: sent, total: file.size))
            }
        }
        return current
    }

    private func follow(_ imported: ImportView) async throws -> JobView {
        for try await update in client.follow(job: imported.job) {
            report(.job(update))
            if case .state(let view) = update, view.isFinal { return view }
        }
        throw ClientError.unreachable(server: client.server)
    }
}
