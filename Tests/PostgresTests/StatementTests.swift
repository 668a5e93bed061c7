import Testing

@testable import Postgres

@Suite struct StatementTests {
    private static let prepared: SQL = "SELECT count(*) FROM pg_prepared_statements"
    private static let script = "CREATE TABLE t (a int8); INSERT INTO t VALUES (1)"

    @Test func aStatementIsPreparedOnceForEachListOfTypes() async throws {
        try await Server.withPool(try await Server.configuration(connections: 1)) { pool in
            try await pool.withConnection { connection in
                for number in 0..<5 {
                    try await connection.execute("SELECT \(number)")
                    try await connection.execute("SELECT \("\(number)")")
                    _ = try await failure { try await connection.execute("SELECT 1 / \(0)") }
                    _ = try await failure { try await connection.execute("SELECT nothing") }
                }
                let count = try await connection.execute(Self.prepared)[0].decode(Int.self)
                #expect(count == 4)
            }
        }
    }

    @Test func aPoolerInTransactionModeSeesNoPreparedStatements() async throws {
        try await Server.withSchema(Self.script, connections: 1, preparedStatements: false) { pool in
            let settings = [TransactionSetting("lock_timeout", "1s")]
            let count = try await pool.transaction(settings: settings) { connection in
                try await connection.execute("UPDATE t SET a = \(2)")
                return try await connection.execute(Self.prepared)[0].decode(Int.self)
            }
            #expect(count == 0)
        }
    }

    @Test func aChangedTableIsPreparedAnew() async throws {
        try await Server.withSchema(Self.script, connections: 1) { pool in
            let query: SQL = "SELECT * FROM t"
            try await pool.withConnection { connection in
                let before = try await connection.execute(query)[0].decode(Int64.self)
                try await connection.executeScript("ALTER TABLE t ALTER a TYPE text, ADD b bool")
                let after = try await connection.execute(query)[0].decode((String, Bool?).self)
                #expect(before == 1 && after == ("1", nil))
                try await connection.executeScript("DEALLOCATE ALL")
                let again = try await connection.execute(query).count
                #expect(again == 1)
            }
            // In a transaction only the whole transaction can be repeated.
            let runs = Counter()
            let columns = try await pool.transaction { connection in
                if runs.increment() == 1 { try await connection.executeScript("ALTER TABLE t DROP b; DEALLOCATE ALL") }
                return try await connection.execute(query)[0].count
            }
            #expect(runs.value == 2 && columns == 2)
        }
    }

    @Test func theServerForgetsWhatTheCacheForgets() async throws {
        try await Server.withPool(try await Server.configuration(connections: 1)) { pool in
            try await pool.withConnection { connection in
                for number in 0..<300 { try await connection.execute(SQL(trusted: "SELECT \(number)")) }
                let count = try await connection.execute(Self.prepared)[0].decode(Int.self)
                #expect(count == 256)
            }
        }
    }

    @Test func theLeastRecentlyUsedStatementLeaves() {
        var cache = StatementCache(capacity: 2)
        for sql in ["a", "b"] as [SQL] { cache.insert(cache.makeStatement(), for: sql) }
        #expect(cache.evict() == "s1")
        cache.insert(cache.makeStatement(), for: "c")
        #expect(cache.find("a") == nil && cache.find("b")?.name == "s2")
        #expect(cache.evict() == "s3" && cache.evict() == nil)
        cache.remove("b", isGone: false)
        #expect(cache.evict() == "s2" && cache.count == 0)
    }

    @Test func commandsThatRefuseTransactionBlocksRun() async throws {
        try await Server.withSchema(Self.script, connections: 1) { pool in
            try await pool.withConnection { connection in
                for _ in 0..<2 { try await connection.execute("VACUUM t") }
                let affected = try await connection.execute("UPDATE t SET a = a").affected
                #expect(affected == 1)
            }
        }
    }
}
