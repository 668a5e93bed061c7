package import PublicAPI

/// How a submission goes, for whoever watches.
package enum SubmissionEvent: Sendable {
    /// The digest of a file is being computed.
    case hashing(file: String, done: Int, total: Int)
    /// The server knows the import. It is repeated when the same submission was announced before.
    case announced(ImportView, isRepeated: Bool)
    /// The server has a file already.
    case skipped(file: String)
    /// A file is being sent; `sent` begins anew when a broken upload is repeated.
    case uploading(file: String, sent: Int, total: Int)
    /// All files are there; the import has begun.
    case started(ImportView)
    /// News of the import's job.
    case job(JobUpdate)
}
