/// What a person does in the laboratory. A person may have several roles.
package enum Role: String, Sendable, Hashable, CaseIterable, Codable {
    /// Interprets variants: starts rounds, drafts, finalises.
    case interpreter
    /// Takes part in the second reading of a round.
    case reviewer
    /// Takes part in medical review.
    case medicalDirector = "medical_director"
    /// Hands in imports, by hand or by a pipeline.
    case submitter
    /// Deposits panels and configurations, administers users, operates jobs.
    case laboratoryAdministrator = "laboratory_administrator"
    /// Reads everything of the own panels, changes nothing.
    case auditor
}
