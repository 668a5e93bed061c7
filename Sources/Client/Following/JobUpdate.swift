package import PublicAPI

/// News of a job.
package enum JobUpdate: Sendable {
    /// The job has another state; the last update of every job is its final state.
    case state(JobView)
    /// More of it is done.
    case progress(JobView.Progress)
}
