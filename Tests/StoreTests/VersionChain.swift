import Composition
import Foundation
import Postgres
import Store
import TestCluster
import Testing

/// A version of anything, as far as it is one.
struct VersionLink: Equatable {
    var id: UUID
    var previous: UUID?
    var successor: UUID?
    var createdAt: Date
    var supersededAt: Date?
}

extension TestCluster {
    /// The database's clock.
    func now() async throws -> Date {
        try await withSuperuser { try await $0.value(Date.self, "SELECT clock_timestamp()") }
    }

    /// The versions of one thing from the first to the current one.
    ///
    /// Expects that they are one chain: each names the one before and the one behind, and ends in the instant in which the next one
    /// begins, so that every instant has exactly one.
    func chain(
        _ table: String, where condition: String, location: SourceLocation = #_sourceLocation
    ) async throws -> [VersionLink] {
        let links = try await withSuperuser { pool in
            try await pool.withConnection { connection in
                let sql = SQL(
                    stringLiteral: """
                        SELECT id, previous_id, superseded_by, created_at, superseded_at FROM \(table) WHERE \(condition)
                        """)
                return try await connection.execute(sql).map { row in
                    let (id, previous, successor, created, superseded) = try row.decode(
                        (UUID, UUID?, UUID?, Date, Date?).self)
                    return VersionLink(
                        id: id, previous: previous, successor: successor, createdAt: created, supersededAt: superseded)
                }
            }
        }
        let byPrevious = Dictionary(grouping: links, by: \.previous)
        #expect(links.count { $0.supersededAt == nil } == 1, "exactly one is current", sourceLocation: location)
        var chain: [VersionLink] = []
        var next = byPrevious[nil, default: []]
        while let link = next.first {
            #expect(next.count == 1, "\(link.id) is not the only one after its predecessor", sourceLocation: location)
            if let last = chain.last {
                #expect(last.successor == link.id, sourceLocation: location)
                #expect(last.supersededAt == link.createdAt, "no gap, no overlap", sourceLocation: location)
                #expect(last.createdAt <= link.createdAt, "in the order of time", sourceLocation: location)
            }
            chain.append(link)
            next = byPrevious[link.id, default: []]
        }
        #expect(chain.count == links.count, "the chain is broken", sourceLocation: location)
        return chain
    }
}
