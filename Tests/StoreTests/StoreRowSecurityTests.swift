import Access
import Composition
import Foundation
import Postgres
import Store
import TestCluster
import TestSupport
import Testing

/// Rows of patients are seen by those who work with the panel, and by nobody else.
@Suite("Store: who sees which row", .timeLimit(.minutes(2)))
struct StoreRowSecurityTests {
    /// What belongs to one analysis, submission or job.
    static let guarded: Set = [
        "analysis", "sample", "specimen", "genotype", "genotype_call", "upload", "upload_file", "upload_chunk",
        "import", "import_chunk", "import_quarantine", "round", "snapshot", "report", "filter_run", "job",
        "job_progress", "job_event",
    ]
    private static let ofJobs: Set = ["job", "job_progress", "job_event"]

    /// Judgements are knowledge about an allele, shared by the laboratory; the analysis is only their origin, an id that leads
    /// nowhere without a right to it.
    private static let sharedKnowledge: Set = ["allele_assessment", "allele_report"]

    private static func settings(_ kind: String, _ user: UUID? = nil) -> [TransactionSetting] {
        [TransactionSetting("cistron.principal", kind), TransactionSetting("cistron.user", user?.text ?? "")]
    }

    @Test("Every table that belongs to an analysis has row-level security, also for its owner")
    func catalogue() async throws {
        try await TestCluster.with { cluster in
            try await cluster.withSuperuser { pool in
                let forced = try await pool.column(
                    String.self,
                    """
                    SELECT relname::text FROM pg_class
                     WHERE relnamespace = 'public'::regnamespace AND relrowsecurity AND relforcerowsecurity
                    """)
                #expect(Set(forced) == Self.guarded)
                let ofAnalyses = try await pool.column(
                    String.self,
                    """
                    SELECT c.relname::text FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
                     WHERE c.relkind IN ('r', 'p') AND a.attname IN ('analysis_id', 'upload_id', 'import_id', 'round_id', 'sample_id')
                    """)
                #expect(Set(ofAnalyses).subtracting(Self.sharedKnowledge).isSubset(of: Self.guarded))
            }
        }
    }

    /// How many rows of each guarded table a role sees, of the tables it may read.
    private func counts(
        _ cluster: TestCluster, _ role: DatabaseRole, _ settings: [TransactionSetting]
    ) async throws -> [String: Int64] {
        try await cluster.withPool(as: role) { pool in
            var counts: [String: Int64] = [:]
            for table in Self.guarded {
                let sql = SQL(stringLiteral: "SELECT count(*) FROM \(table)")
                counts[table] = try await pool.value(Int64.self, settings: settings, sql)
            }
            return counts
        }
    }

    private static let nothing = Dictionary(uniqueKeysWithValues: guarded.map { ($0, Int64(0)) })

    @Test("Without a principal, or pretending to be what its role is not, nobody sees a row")
    func nobody() async throws {
        try await TestCluster.with { cluster in
            let world = try await World.make(in: cluster)
            try await expectRowsEverywhere(cluster)
            let owner = world.owner.id
            for (role, settings) in [
                (DatabaseRole.gateway, []), (.worker, []),
                (.gateway, Self.settings("none", owner)), (.gateway, Self.settings("", owner)),
                (.gateway, Self.settings("anonymous", owner)), (.gateway, Self.settings("migration", owner)),
                (.gateway, Self.settings("worker", owner)), (.gateway, Self.settings("worker")),
                (.gateway, Self.settings("user")), (.gateway, Self.settings("user", UUID())),
                (.worker, Self.settings("user", owner)), (.worker, Self.settings("anonymous")),
            ] {
                let seen = try await counts(cluster, role, settings)
                #expect(seen == Self.nothing, "as \(role) with \(settings)")
            }
        }
    }

    /// What is invisible below must be there.
    private func expectRowsEverywhere(_ cluster: TestCluster) async throws {
        try await cluster.withSuperuser { pool async throws in
            for table in Self.guarded {
                let sql = SQL(stringLiteral: "SELECT count(*) FROM \(table)")
                #expect(try await pool.value(Int64.self, sql) > 0, "\(table) is empty: the test proves nothing")
            }
        }
    }

    @Test("People of the panel's group see the case; its jobs only who asked for them, and administrators")
    func group() async throws {
        try await TestCluster.with { cluster in
            let world = try await World.make(in: cluster)
            let colleague = try await cluster.person("colleague", group: "genetics", roles: [.interpreter])
            let administrator = try await cluster.person(
                "administrator", group: "other", roles: [.laboratoryAdministrator])
            let all = try await counts(cluster, .worker, Self.settings("worker"))
            #expect(all.values.allSatisfy { $0 > 0 }, "workers see everything: \(all)")
            #expect(try await counts(cluster, .gateway, Self.settings("user", world.owner.id)) == all)
            #expect(try await counts(cluster, .gateway, Self.settings("token", world.owner.id)) == all)
            let seen = try await counts(cluster, .gateway, Self.settings("user", colleague.id))
            #expect(seen == all.merging(Self.ofJobs.map { ($0, 0) }) { $1 })
            let administered = try await counts(cluster, .gateway, Self.settings("user", administrator.id))
            #expect(administered == Self.nothing.merging(all.filter { Self.ofJobs.contains($0.key) }) { $1 })
        }
    }

    @Test("People of another group see nothing, and those who have left neither")
    func outsiders() async throws {
        try await TestCluster.with { cluster in
            let world = try await World.make(in: cluster)
            let outsider = try await cluster.person(
                "outsider", group: "other", roles: [.interpreter], panels: ["Other"])
            #expect(try await counts(cluster, .gateway, Self.settings("user", outsider.id)) == Self.nothing)
            try await cluster.database.run("UPDATE app_user SET active = false WHERE id = '\(world.owner.id.text)'")
            let left = try await counts(cluster, .gateway, Self.settings("user", world.owner.id))
            #expect(left == Self.nothing.merging(left.filter { Self.ofJobs.contains($0.key) }) { $1 })
        }
    }

    @Test("Nobody writes into a panel of others, nor moves a case there")
    func writes() async throws {
        try await TestCluster.with { cluster in
            let world = try await World.make(in: cluster)
            let outsider = try await cluster.person("outsider", group: "other", roles: [.submitter], panels: ["Other"])
            let insert = """
                INSERT INTO analysis (id, name, panel_id, panel_name, assembly, state, priority)
                VALUES (gen_random_uuid(), 'case-2', '\(world.panel.text)', '\(World.panelName)', 'GRCh37', 'importing', 1)
                """
            let start = "UPDATE round SET revision = revision + 1 WHERE id = '\(world.round.text)'"
            let job = """
                INSERT INTO job (id, kind, lane, state, requester_id, subject_kind, subject_id)
                VALUES (gen_random_uuid(), 'import', 'bulk', 'queued', '\(world.owner.id.text)', 'import', 'x')
                """
            try await cluster.withPool(as: .gateway) { pool async throws in
                let mine = Self.settings("user", world.owner.id)
                let others = Self.settings("user", outsider.id)
                for statement in [insert, job] {
                    #expect(try await pool.attempt(statement, settings: mine) == .done(affected: 1))
                    #expect(try await pool.attempt(statement, settings: others) == .refused("42501"))
                    #expect(try await pool.attempt(statement) == .refused("42501"))
                }
                #expect(try await pool.attempt(start, settings: mine) == .done(affected: 1))
                #expect(try await pool.attempt(start, settings: others) == .done(affected: 0))
            }
        }
    }

    @Test("Whether a name is taken is told to everybody, and nothing else about the case")
    func names() async throws {
        try await TestCluster.with { cluster in
            let world = try await World.make(in: cluster)
            let outsider = try await cluster.person("outsider", group: "other", roles: [.submitter])
            try await cluster.withStore(as: .gateway) { store in
                try await store.read(for: .user(outsider)) { transaction async throws in
                    #expect(try await transaction.analysisNameIsTaken("case-1"))
                    #expect(try await !transaction.analysisNameIsTaken("case-2"))
                    #expect(try await transaction.analysis(world.analysis) == nil)
                    #expect(try await transaction.analyses(before: nil, limit: 10).isEmpty)
                }
                try await store.read(for: .user(world.owner)) { transaction async throws in
                    #expect(try await transaction.analysis(world.analysis)?.name == "case-1")
                }
            }
        }
    }
}
