/// How long to wait for a server that does not answer.
package struct Patience: Sendable, Hashable {
    /// The pauses between the attempts of one request that may be repeated; one attempt more than pauses.
    package var pauses: [Duration]
    /// The pauses between attempts to pick up a job's events again; afterwards the job counts as unreachable.
    package var followingPauses: [Duration]

    /// Pauses for requests, and for following a job.
    package init(pauses: [Duration], followingPauses: [Duration]) {
        self.pauses = pauses
        self.followingPauses = followingPauses
    }

    /// Two seconds for a request; for a job about a minute, in which a gateway is replaced.
    package static let standard = Patience(
        pauses: [.milliseconds(100), .milliseconds(300), .milliseconds(600), .seconds(1)],
        followingPauses: [.milliseconds(100), .milliseconds(500), .seconds(1), .seconds(2)]
            + Array(repeating: .seconds(5), count: 11))
}
