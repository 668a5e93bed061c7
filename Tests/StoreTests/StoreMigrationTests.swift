import Composition
import Postgres
import Store
import TestCluster
import TestSupport
import Testing

@Suite("Store: migrations", .timeLimit(.minutes(2)))
struct StoreMigrationTests {
    /// A cluster whose database is empty, as a new installation's.
    private func withEmptyDatabase(_ body: (TestCluster) async throws -> Void) async throws {
        try await TestCluster.with { cluster in
            try await cluster.database.run(
                """
                DROP SCHEMA public CASCADE;
                CREATE SCHEMA public AUTHORIZATION cistron_migration;
                GRANT USAGE ON SCHEMA public TO public;
                """)
            try await body(cluster)
        }
    }

    @Test("Steps are applied once, in order, and a second run changes nothing")
    func once() async throws {
        try await withEmptyDatabase { cluster in
            try await cluster.withPool(as: .migration) { pool in
                let migrator = Migrator(pool: pool)
                let new = try await migrator.status()
                #expect(new.applied == [])
                #expect(new.pending == Migration.all)
                #expect(try await migrator.migrate() == Migration.all)
                let times = "SELECT string_agg(applied_at::text, ',' ORDER BY number) FROM schema_migration" as SQL
                let before = try await pool.value(String.self, times)
                #expect(try await migrator.migrate() == [])
                #expect(try await pool.value(String.self, times) == before)
                let status = try await migrator.status()
                #expect(status.applied == Array(1...Migration.all.count))
                #expect(status.pending == [])
            }
        }
    }

    @Test("Of several migrators at once each step is applied by exactly one, and none fails")
    func together() async throws {
        try await withEmptyDatabase { cluster in
            let applied = try await withThrowingTaskGroup(of: [Migration].self) { group in
                for _ in 0..<4 {
                    group.addTask {
                        try await cluster.withPool(as: .migration) { try await Migrator(pool: $0).migrate() }
                    }
                }
                return try await group.reduce(into: []) { $0 += $1 }
            }
            #expect(applied.map(\.number).sorted() == Migration.all.map(\.number))
        }
    }

    @Test("A step applied with other content is refused, and nothing is changed")
    func changed() async throws {
        try await TestCluster.with { cluster in
            try await cluster.database.run("UPDATE schema_migration SET digest = sha256('other') WHERE number = 2")
            try await expectRefusal(cluster, mentioning: ["Step 2", "knowledge", "other content"])
        }
    }

    @Test("A step this program does not know is refused, naming it and what to do")
    func unknown() async throws {
        try await TestCluster.with { cluster in
            try await cluster.database.run(
                "INSERT INTO schema_migration (number, name, digest) VALUES (99, 'later', sha256('later'))")
            try await expectRefusal(cluster, mentioning: ["step 99", "later", "newer program"])
        }
    }

    private func expectRefusal(_ cluster: TestCluster, mentioning words: [String]) async throws {
        try await cluster.withPool(as: .migration) { pool in
            let migrator = Migrator(pool: pool)
            let migrating = await #expect(throws: StoreError.self) { try await migrator.migrate() }
            let looking = await #expect(throws: StoreError.self) { try await migrator.status() }
            for error in [migrating, looking] {
                let description = error?.description ?? ""
                for word in words { #expect(description.contains(word)) }
            }
        }
    }

    @Test("The roles that do the work cannot migrate")
    func rights() async throws {
        try await withEmptyDatabase { cluster in
            for role in [DatabaseRole.gateway, .worker, .sealer] {
                let error = await #expect(throws: PostgresError.self) {
                    try await cluster.withPool(as: role) { _ = try await Migrator(pool: $0).migrate() }
                }
                #expect(error?.sqlState == "42501")
            }
        }
    }
}
