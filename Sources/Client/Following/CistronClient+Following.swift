package import struct Foundation.UUID

extension CistronClient {
    /// News of a job, up to its final state.
    ///
    /// The events of a stream that breaks are picked up behind the last one that arrived; a server (or a proxy) without
    /// event streams is asked again and again instead.
    ///
    /// Iterating throws ``ClientError/unreachable(server:)`` when the server has not answered for about a minute
    /// (``Patience/followingPauses``), ``ClientError/problem(_:)`` when there is no such job, and `CancellationError`.
    package func follow(job id: UUID) -> JobUpdates { JobUpdates(client: self, job: id) }
}
