package import struct Foundation.UUID

/// What somebody wants to do, with what of the object decides whether it is allowed.
package enum Action: Sendable, Hashable {
    /// Add a version of a gene panel.
    case depositPanel
    /// Add a version of a filter configuration.
    case depositFilterConfiguration
    /// Read panels and configurations.
    case readCatalogue
    /// Hand in an import for a panel.
    case submitImport(panel: String)
    /// Read an import with its quarantined records.
    case readImport(panel: String)
    /// See a job that somebody asked for.
    case readJob(requester: UUID?)
    /// List and open analyses of a panel, with rounds, snapshots and reports.
    case readAnalysis(panel: String)
    /// Start a round of an analysis that nobody has started.
    case startRound(panel: String)
    /// Save, finalise an allele of, or end a round that somebody owns.
    case workOnRound(panel: String, owner: UUID?)
}
