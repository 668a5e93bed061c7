import struct Foundation.UUID

/// News of a job, up to its final state, as ``CistronClient/follow(job:)`` describes.
package struct JobUpdates: AsyncSequence, Sendable {
    let client: CistronClient
    let job: UUID

    package func makeAsyncIterator() -> Iterator { Iterator(follower: JobFollower(client: client, job: job)) }

    /// Works only while somebody waits for the next element.
    package struct Iterator: AsyncIteratorProtocol {
        let follower: JobFollower

        @concurrent
        package mutating func next() async throws -> JobUpdate? { try await follower.next() }
    }
}
