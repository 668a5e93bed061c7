import Composition
import Postgres
import TestCluster
import Testing

@Suite("Store: rights of the program's roles", .timeLimit(.minutes(1)))
struct StoreRightsTests {
    private static let working = DatabaseRole.allCases.filter { $0 != .migration }.map(\.name)

    @Test("Working roles own nothing and have no powers over the server")
    func ownership() async throws {
        try await TestCluster.with { cluster in
            try await cluster.withSuperuser { pool in
                let owners = try await pool.column(
                    String.self,
                    """
                    SELECT DISTINCT owner::regrole::text FROM (
                        SELECT relowner FROM pg_class UNION SELECT proowner FROM pg_proc UNION SELECT typowner FROM pg_type
                        UNION SELECT nspowner FROM pg_namespace UNION SELECT datdba FROM pg_database) owners (owner)
                    """)
                #expect(Set(owners).isDisjoint(with: Self.working))
                let powers = try await pool.column(
                    String.self,
                    """
                    SELECT rolname::text FROM pg_roles WHERE rolname LIKE 'cistron%'
                       AND (rolsuper OR rolbypassrls OR rolcreaterole OR rolcreatedb OR rolreplication)
                    """)
                #expect(powers == [])
                let memberships = try await pool.value(
                    Int64.self, "SELECT count(*) FROM pg_auth_members WHERE member::regrole::text LIKE 'cistron%'")
                #expect(memberships == 0, "no role may become another one")
                for role in Self.working {
                    #expect(
                        try await !pool.value(Bool.self, "SELECT has_schema_privilege(\(role), 'public', 'CREATE')"))
                }
            }
        }
    }

    @Test("Nobody in general has a right to a table or to a function that sees more than its caller")
    func everybody() async throws {
        try await TestCluster.with { cluster in
            try await cluster.withSuperuser { pool in
                let tables = try await pool.column(
                    String.self,
                    """
                    SELECT DISTINCT relname::text FROM pg_class, aclexplode(relacl)
                     WHERE relnamespace = 'public'::regnamespace AND grantee = 0
                    """)
                #expect(tables == [])
                let functions = try await pool.column(
                    String.self,
                    """
                    SELECT proname::text FROM pg_proc
                     WHERE pronamespace = 'public'::regnamespace AND prosecdef
                       AND (has_function_privilege('public', oid, 'EXECUTE') OR proconfig IS NULL)
                    """)
                #expect(functions == [])
            }
        }
    }

    @Test("The sealer reads events, and nothing else")
    func sealer() async throws {
        try await TestCluster.with { cluster in
            try await cluster.withSuperuser { pool in
                let rights = try await pool.column(
                    String.self,
                    """
                    SELECT c.relname || ' ' || p FROM pg_class c, unnest(ARRAY['SELECT', 'INSERT', 'UPDATE', 'REFERENCES']) p
                     WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p', 'v', 'm')
                       AND has_any_column_privilege('cistron_sealer', c.oid, p)
                    UNION
                    SELECT c.relname || ' ' || p FROM pg_class c, unnest(ARRAY['DELETE', 'TRUNCATE', 'TRIGGER']) p
                     WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p', 'v', 'm')
                       AND has_table_privilege('cistron_sealer', c.oid, p)
                    ORDER BY 1
                    """)
                #expect(rights == ["event SELECT", "schema_migration SELECT"])
            }
        }
    }

    @Test("Passwords are not for workers, and only the gateway opens sessions")
    func people() async throws {
        try await TestCluster.with { cluster in
            try await cluster.withPool(as: .worker) { pool async throws in
                #expect(try await pool.attempt("SELECT password_hash FROM app_user") == .refused("42501"))
                #expect(try await pool.attempt("SELECT * FROM session") == .refused("42501"))
                #expect(try await pool.attempt("SELECT id, username FROM app_user") == .done(affected: 0))
            }
        }
    }
}
