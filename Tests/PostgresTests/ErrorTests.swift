import Postgres
import Testing

@Suite struct ErrorTests {
    private static let script = """
        CREATE TABLE sample (id int8 PRIMARY KEY, name text NOT NULL CONSTRAINT sample_name CHECK (length(name) < 20));
        CREATE FUNCTION refuse(state text) RETURNS void LANGUAGE plpgsql AS
            $$ BEGIN RAISE EXCEPTION 'round is final' USING ERRCODE = state, DETAIL = 'of Ola Nordmann'; END $$;
        """

    @Test func describesTheServersErrorsWithoutTheirData() async throws {
        try await Server.withSchema(Self.script) { pool in
            let name = "Ola Nordmann"
            let statements: [(SQL, String)] = [
                ("INSERT INTO sample VALUES (4711, \(name)), (4711, \(name))", "23505 unique_violation"),
                ("INSERT INTO sample VALUES (1, \(name + name))", "23514 check_violation"),
                ("INSERT INTO sample VALUES (1, \(String?.none))", "23502 not_null_violation"),
                ("SELECT \("Ola 4711")::int8", "22P02 invalid_text_representation"),
                ("SELECT 'Ola 4711'::int8", "22P02 invalid_text_representation"),
                ("SELECT refuse(\("P0001"))", "P0001 raise_exception"),
            ]
            for (statement, expected) in statements {
                let error = try await failure { try await pool.withConnection { try await $0.execute(statement) } }
                #expect(error.code == .server && !error.isRetriable && !error.isConnectionLoss)
                #expect(error.description.contains(expected))
                for text in [error.description, String(reflecting: error), "\(error.message ?? "")"] {
                    #expect(!text.contains("Ola") && !text.contains("4711") && !text.contains("final"))
                }
            }
        }
    }

    @Test func namesConstraintTableAndColumn() async throws {
        try await Server.withSchema(Self.script) { pool in
            let unique = try await failure {
                try await pool.withConnection { try await $0.execute("INSERT INTO sample VALUES (1, 'a'), (1, 'b')") }
            }
            #expect(unique.constraint == "sample_pkey" && unique.table == "sample" && unique.sqlState == "23505")
            #expect(
                unique.description
                    == "PostgreSQL server: 23505 unique_violation, constraint sample_pkey, table sample")
            let null = try await failure {
                try await pool.withConnection { try await $0.execute("INSERT INTO sample VALUES (1, NULL)") }
            }
            #expect(null.column == "name")
        }
    }

    @Test func tellsTheMessagesOfOurOwnFunctions() async throws {
        try await Server.withSchema(Self.script) { pool in
            let error = try await failure {
                try await pool.withConnection { try await $0.execute("SELECT refuse(\("CS042"))") }
            }
            #expect(error.message == "round is final")
            #expect(error.description == "PostgreSQL server: CS042, round is final")
        }
    }

    @Test func wrongPasswordsAndDatabasesAreNotRetriedAndNotShown() async throws {
        let missing = try await Server.configuration(["dbname": "absent_database"])
        let start = ContinuousClock.now
        let error = try await Server.withPool(missing) { pool in
            try await failure { try await pool.withConnection { _ in } }
        }
        #expect(error.code == .connection && error.sqlState == "3D000")
        #expect(!error.isRetriable && !error.isConnectionLoss)
        #expect(ContinuousClock.now - start < .seconds(5))

        let unreadable = PostgresConfiguration(connectionString: "host=127.0.0.1 secret word")
        let refusal = try await Server.withPool(unreadable) { pool in
            try await failure { try await pool.withConnection { _ in } }
        }
        #expect(refusal.code == .connection && !refusal.isRetriable)
        var dumped = ""
        dump(unreadable, to: &dumped)
        for text in [refusal.description, "\(unreadable)", String(reflecting: unreadable), dumped] {
            #expect(!text.contains("secret"))
        }
    }

    @Test func anAbsentServerIsRetriedUntilTheTimeoutAndNamed() async throws {
        let (relay, _) = try await Server.relay()
        relay.stop()
        let configuration = try await Server.configuration(
            ["host": "127.0.0.1", "port": "\(relay.port)"], checkoutTimeout: .seconds(2))
        try await Server.withPool(configuration) { pool in
            let error = try await failure { try await pool.withConnection { _ in } }
            #expect(error.code == .connection && error.isRetriable && error.isConnectionLoss)
            #expect(error.description.contains("\(relay.port)"))
        }
    }
}
