/// How a command ends, as its exit code.
package enum ExitStatus: Int32, Sendable, Hashable, CaseIterable {
    /// Done as asked.
    case success = 0
    /// The server refused, or the job failed; the problem was printed.
    case refused = 1
    /// The command, its files or its credentials cannot be used.
    case usage = 2
    /// No server answers.
    case unreachable = 3
    /// Imported, but some records are quarantined.
    case quarantined = 4

    /// The exit code that an error deserves.
    package init(_ error: ClientError) {
        self =
            switch error {
            case .problem, .unexpected: .refused
            case .unreachable: .unreachable
            case .input: .usage
            }
    }
}
