import Composition
import Postgres
import Store
import TestCluster
import Testing

/// The database itself keeps what was written, whoever asks and however.
@Suite("Store: nothing written is changed or removed", .timeLimit(.minutes(3)))
struct StoreAppendOnlyTests {
    static let versioned: Set = [
        "laboratory_configuration", "annotation_configuration", "filter_configuration", "gene_panel", "annotation",
        "allele_assessment", "allele_report",
    ]
    static let appendOnly: Set = [
        "event", "gene_panel_transcript", "gene_panel_phenotype", "allele", "annotation_release", "annotation_document",
        "job_event", "import_quarantine", "filter_run", "snapshot", "report",
    ]

    /// Roles that write, with what the program's transactions set for them.
    private static let roles: [(DatabaseRole, [TransactionSetting])] = [
        (.gateway, [TransactionSetting("cistron.principal", "user")]),
        (.worker, [TransactionSetting("cistron.principal", "worker")]),
        (.migration, [TransactionSetting("cistron.principal", "migration")]),
    ]

    @Test("The tables that keep versions, and those that only grow, are these")
    func catalogue() async throws {
        try await TestCluster.with { cluster in
            try await cluster.withSuperuser { pool in
                let found = try await Self.versionedTables(pool)
                #expect(Set(found) == Self.versioned)
                #expect(Set(try await Self.appendOnlyTables(pool)) == Self.appendOnly)
                for table in found {
                    let guards = try await pool.column(
                        String.self,
                        """
                        SELECT tgname::text FROM pg_trigger WHERE tgrelid = \(table)::text::regclass AND tgenabled = 'O'
                        """)
                    #expect(Set(guards).isSuperset(of: ["version", "version_kept", "version_truncate"]), "\(table)")
                }
            }
        }
    }

    @Test("Rows of versioned tables are not removed, and nothing of them changes but the closing")
    func versionsStay() async throws {
        try await TestCluster.with { cluster in
            _ = try await World.make(in: cluster)
            let tables = try await cluster.withSuperuser { try await Self.versionedTables($0) }
            for (role, settings) in Self.roles {
                try await cluster.withPool(as: role) { pool in
                    for table in tables {
                        try await expectRemovalRefused(table, role, pool, settings)
                        try await expectChangesRefused(table, role, pool, settings)
                    }
                }
            }
        }
    }

    private func expectRemovalRefused(
        _ table: String, _ role: DatabaseRole, _ pool: PostgresPool, _ settings: [TransactionSetting]
    ) async throws {
        let refusal = Attempt.refused(role == .migration ? "CS001" : "42501")
        for statement in ["DELETE FROM \(table)", "TRUNCATE \(table) CASCADE"] {
            #expect(try await pool.attempt(statement, settings: settings) == refusal, "\(statement) as \(role)")
        }
    }

    private func expectChangesRefused(
        _ table: String, _ role: DatabaseRole, _ pool: PostgresPool, _ settings: [TransactionSetting]
    ) async throws {
        let columns = try await Self.columns(of: table, pool)
        #expect(columns.contains { $0.name == "event_id" })
        for column in columns where !["superseded_at", "superseded_by"].contains(column.name) {
            // Alone, and hidden in a closing that would be allowed.
            let alone = "UPDATE \(table) SET \(column.name) = \(column.otherValue)"
            let closing = alone + ", superseded_at = now(), superseded_by = gen_random_uuid()"
            for (change, guarded) in [(alone, "CS003"), (closing, "CS004")] {
                let statement = change + " WHERE superseded_at IS NULL"
                let refusal = Attempt.refused(role == .migration ? guarded : "42501")
                #expect(try await pool.attempt(statement, settings: settings) == refusal, "\(statement) as \(role)")
            }
        }
    }

    @Test("A version is closed once, by who may write versions, and never opened again")
    func closing() async throws {
        try await TestCluster.with { cluster in
            _ = try await World.make(in: cluster)
            let tables = try await cluster.withSuperuser { try await Self.versionedTables($0) }
            var writers: [String: [DatabaseRole]] = [:]
            for (role, settings) in Self.roles {
                try await cluster.withPool(as: role) { pool in
                    for table in tables {
                        let may = try await pool.value(
                            Bool.self, "SELECT has_column_privilege(\(table), 'superseded_at', 'UPDATE')")
                        if may, role != .migration { writers[table, default: []].append(role) }
                        try await expectOneClosing(table, may, pool, settings)
                    }
                }
            }
            let byGateway = Self.versioned.subtracting(["annotation"])
            #expect(Set(writers.filter { $0.value == [.gateway] }.keys) == byGateway)
            #expect(writers["annotation"] == [.worker])
        }
    }

    private func expectOneClosing(
        _ table: String, _ may: Bool, _ pool: PostgresPool, _ settings: [TransactionSetting]
    ) async throws {
        let close = "UPDATE \(table) SET superseded_at = now(), superseded_by = gen_random_uuid()"
        let open = "UPDATE \(table) SET superseded_at = NULL, superseded_by = NULL"
        let half = "UPDATE \(table) SET superseded_at = now()"
        let itself = "UPDATE \(table) SET superseded_at = now(), superseded_by = id"
        let first = try await pool.attempt(close + " WHERE superseded_at IS NULL", settings: settings)
        if may {
            guard case .done(let affected) = first else {
                Issue.record("the first closing of \(table) was refused: \(first)")
                return
            }
            #expect(affected > 0, "\(table)")
        } else {
            #expect(first == .refused("42501"), "\(table)")
        }
        for (statement, guarded) in [
            (close + " WHERE superseded_at IS NOT NULL", "CS002"), (open + " WHERE superseded_at IS NOT NULL", "CS002"),
            (half + " WHERE superseded_at IS NULL", "CS003"), (itself + " WHERE superseded_at IS NULL", "CS003"),
        ] {
            let refusal = Attempt.refused(may ? guarded : "42501")
            #expect(try await pool.attempt(statement, settings: settings) == refusal, "\(statement)")
        }
    }

    @Test("Rows of tables that only grow are neither changed nor removed")
    func appendOnlyRows() async throws {
        try await TestCluster.with { cluster in
            _ = try await World.make(in: cluster)
            let tables = try await cluster.withSuperuser { pool in
                let tables = try await Self.appendOnlyTables(pool)
                for table in tables {
                    // The superuser is not stopped by rights and sees every row: what refuses here are the triggers.
                    for statement in try await Self.changes(of: table, pool) {
                        #expect(try await pool.attempt(statement) == .refused("CS001"), "\(statement)")
                    }
                }
                return tables
            }
            for (role, settings) in Self.roles {
                try await cluster.withPool(as: role) { pool in
                    for table in tables {
                        for statement in try await Self.changes(of: table, pool) {
                            let attempt = try await pool.attempt(statement, settings: settings)
                            // The owner may do anything to its tables, but has no policy that shows it patients' rows.
                            let allowed: [Attempt] =
                                role == .migration
                                ? [.refused("CS001"), .done(affected: 0)] : [.refused("42501"), .refused("CS001")]
                            #expect(allowed.contains(attempt), "\(statement) as \(role): \(attempt)")
                        }
                    }
                }
            }
        }
    }

    // MARK: - What there is

    private static func versionedTables(_ pool: PostgresPool) async throws -> [String] {
        try await pool.column(
            String.self,
            """
            SELECT c.relname::text FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
             WHERE c.relkind IN ('r', 'p') AND c.relnamespace = 'public'::regnamespace
               AND a.attname IN ('superseded_at', 'superseded_by')
             GROUP BY c.relname HAVING count(*) = 2 ORDER BY 1
            """)
    }

    private static func appendOnlyTables(_ pool: PostgresPool) async throws -> [String] {
        try await pool.column(
            String.self,
            """
            SELECT DISTINCT c.relname::text FROM pg_class c JOIN pg_trigger t ON t.tgrelid = c.oid
             WHERE t.tgname = 'append_only' AND t.tgenabled = 'O' ORDER BY 1
            """)
    }

    /// A change of each column, and the two ways to remove rows.
    private static func changes(of table: String, _ pool: PostgresPool) async throws -> [String] {
        try await columns(of: table, pool).map { "UPDATE \(table) SET \($0.name) = \($0.otherValue)" }
            + ["DELETE FROM \(table)", "TRUNCATE \(table) CASCADE"]
    }

    private static func columns(of table: String, _ pool: PostgresPool) async throws -> [TableColumn] {
        try await pool.withConnection { connection in
            try await connection.execute(
                """
                SELECT attname::text, format_type(atttypid, NULL) FROM pg_attribute
                 WHERE attrelid = \(table)::text::regclass AND attnum > 0 AND NOT attisdropped
                   AND attidentity <> 'a' ORDER BY attnum
                """
            ).map { row in
                let (name, type) = try row.decode((String, String).self)
                return TableColumn(name: name, type: type)
            }
        }
    }
}

/// A column, and how to change it to something else of its type.
private struct TableColumn {
    let name: String
    let type: String

    var otherValue: String {
        switch type {
        case "uuid": "gen_random_uuid()"
        case "text": "coalesce(\(name), '') || 'x'"
        case "integer", "bigint", "smallint": "coalesce(\(name), 0) + 1"
        case "boolean": "NOT coalesce(\(name), false)"
        case "bytea": "sha256(coalesce(\(name), ''))"
        case "json", "jsonb": "'{\"other\": true}'"
        case "timestamp with time zone": "coalesce(\(name), now()) + interval '1 day'"
        case "date": "coalesce(\(name), current_date) + 1"
        case "integer[]": "coalesce(\(name), '{}') || 1"
        case "text[]": "coalesce(\(name), '{}') || 'x'::text"
        case "xid8": "'1'::xid8"
        default: "NULL"
        }
    }
}
