import Cryptography

/// A numbered step of the schema. Once released a step never changes; its digest in the database proves it.
package struct Migration: Sendable, Hashable {
    /// Its place, from 1.
    package var number: Int
    /// What it is about.
    package var name: String
    /// Its SQL.
    var sql: [UInt8]
    /// The digest of the SQL.
    var digest: Digest { SHA256.hash(sql) }

    /// All steps, in order. The SQL is part of the program.
    package static let all: [Migration] = [
        Migration(number: 1, name: "foundation", sql: PackageResources._001_foundation_sql),
        Migration(number: 2, name: "knowledge", sql: PackageResources._002_knowledge_sql),
        Migration(number: 3, name: "jobs", sql: PackageResources._003_jobs_sql),
        Migration(number: 4, name: "analyses", sql: PackageResources._004_analyses_sql),
        Migration(number: 5, name: "interpretation", sql: PackageResources._005_interpretation_sql),
    ]
}

/// How the database stands to the program.
package struct MigrationStatus: Sendable, Hashable {
    /// Steps that have been applied, by number.
    package var applied: [Int]
    /// Steps of the program that have not.
    package var pending: [Migration]
}
