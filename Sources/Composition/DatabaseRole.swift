/// The database roles that processes log in as (`Store/Migrations/0001_foundation.sql`).
package enum DatabaseRole: String, Sendable, CaseIterable {
    /// Owns the schema; migrations and administration.
    case migration
    /// HTTP.
    case gateway
    /// Workers.
    case worker
    /// Seals events.
    case sealer

    /// The role's name in PostgreSQL.
    package var name: String { "cistron_\(rawValue)" }
    /// The variable that holds its connection string.
    package var variable: String { "CISTRON_\(rawValue.uppercased())_DATABASE" }
}
