package import PublicAPI

package import struct Foundation.UUID

extension CistronClient {
    /// Jobs, page by page.
    ///
    /// - Parameter state: only those in this state.
    package func jobs(state: String? = nil, cursor: String? = nil) async throws -> Page<JobView> {
        try await fetch(Call(.get, "api", "v1", "jobs").query("state", state).query("cursor", cursor))
    }

    /// A job as it stands.
    ///
    /// - Parameter wait: how many seconds the server shall wait for the end of the job before it answers.
    package func job(_ id: UUID, wait: Int = 0) async throws -> JobView {
        try await fetch(Call(.get, "api", "v1", "jobs", id.text).waiting(seconds: wait))
    }
}
