import Postgres

import struct Foundation.Date

extension Transaction {
    /// Lets only one transaction at a time add a version of a named thing, so that versions form one chain.
    func lock(depositsOf table: String, _ name: String) async throws {
        try await connection.execute("SELECT pg_advisory_xact_lock(hashtextextended(\(table + ":" + name), 0))")
    }

    /// The instant in which new versions begin and those before them end, so that every instant has exactly one.
    ///
    /// To be asked for under the lock that orders the writers: the time at which a transaction began says nothing about that
    /// order.
    func versionTime() async throws -> Date {
        try await connection.execute("SELECT clock_timestamp()").one(Date.self)
    }
}
