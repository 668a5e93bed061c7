package import Interpretation
package import PublicAPI

package import struct Foundation.UUID

extension CistronClient {
    /// A round of work.
    package func round(_ id: UUID) async throws -> RoundView {
        try await fetch(Call(.get, "api", "v1", "rounds", id.text))
    }

    /// Starts a round for whom the client acts for.
    package func startRound(_ id: UUID) async throws -> RoundView {
        try await fetch(Call(.post, "api", "v1", "rounds", id.text, "start"))
    }

    /// Saves the working content of a round.
    ///
    /// - Parameter revision: the revision that was read; another one in the meantime refuses the save as
    ///   `stale-revision`.
    package func save(_ state: RoundState, in round: UUID, revision: Int) async throws -> RoundView {
        // Not repeatable: the revision of the first save would refuse the second.
        var call = Call(.put, "api", "v1", "rounds", round.text, "state", isIdempotent: false)
        call.body = .json(try encode(state))
        return try await fetch(call.header("If-Match", "\"\(revision)\""))
    }

    /// Judges one allele of a round.
    package func finaliseAllele(
        _ allele: Int64, in round: UUID, _ finalisation: AlleleFinalisation
    ) async throws -> AlleleFinalised {
        let call = Call(.post, "api", "v1", "rounds", round.text, "alleles", String(allele), "finalise")
        return try await fetch(call.body(.json(try encode(finalisation))))
    }

    /// Ends a round.
    ///
    /// - Parameters:
    ///   - key: the same key with the same content answers with the first job.
    ///   - wait: how many seconds the server shall wait for the end of the job before it answers.
    /// - Returns: the job, ended or not.
    /// - Throws: ``ClientError/problem(_:)`` with status 409 when it was refused in time.
    package func finaliseRound(
        _ id: UUID, _ finalisation: RoundFinalisation, key: String, wait: Int = 0
    ) async throws -> JobView {
        let call = Call(.post, "api", "v1", "rounds", id.text, "finalise").key(key).waiting(seconds: wait)
        return try await fetch(call.body(.json(try encode(finalisation))))
    }

    /// What was presented when a round ended.
    package func snapshot(of round: UUID) async throws -> SnapshotView {
        try await fetch(Call(.get, "api", "v1", "rounds", round.text, "snapshot"))
    }
}
