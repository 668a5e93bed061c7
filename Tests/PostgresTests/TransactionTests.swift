import Postgres
import Testing

@Suite struct TransactionTests {
    private static let script = """
        CREATE TABLE account (id int4 PRIMARY KEY, balance int8 NOT NULL);
        INSERT INTO account VALUES (1, 100), (2, 100);
        CREATE TABLE late (id int4 PRIMARY KEY DEFERRABLE INITIALLY DEFERRED);
        """

    private func balance(_ pool: PostgresPool, of id: Int32 = 1) async throws -> Int64 {
        try await pool.withConnection {
            try await $0.execute("SELECT balance FROM account WHERE id = \(id)")[0].decode(Int64.self)
        }
    }

    private struct Refusal: Error {}

    @Test func commitsWhatReturnsAndRollsBackWhatThrows() async throws {
        try await Server.withSchema(Self.script, connections: 1) { pool in
            let affected = try await pool.transaction {
                try await $0.execute("UPDATE account SET balance = balance - 1").affected
            }
            #expect(affected == 2)
            await #expect(throws: Refusal.self) {
                try await pool.transaction {
                    try await $0.execute("UPDATE account SET balance = 0")
                    throw Refusal()
                }
            }
            #expect(try await balance(pool) == 99)
        }
    }

    @Test func settingsLastAsLongAsTheTransaction() async throws {
        try await Server.withSchema(connections: 1) { pool in
            let settings = [
                TransactionSetting("cistron.principal", "user 'ø'"), TransactionSetting("lock_timeout", "5s"),
            ]
            let query: SQL = """
                SELECT current_setting('cistron.principal', true), current_setting('lock_timeout'),
                       current_setting('transaction_isolation'), current_setting('transaction_read_only')
                """
            let inside = try await pool.transaction(settings: settings, isolation: .serializable, readOnly: true) {
                try await $0.execute(query)[0].decode((String?, String, String, String).self)
            }
            #expect(inside == ("user 'ø'", "5s", "serializable", "on"))
            let after = try await pool.transaction {
                try await $0.execute(query)[0].decode((String?, String, String, String).self)
            }
            #expect(after.0?.isEmpty != false)
            #expect((after.1, after.2, after.3) == ("0", "read committed", "off"))
        }
    }

    @Test func openingWithSettingsCostsOneRoundTrip() async throws {
        let (relay, configuration) = try await Server.relay(connections: 1)
        try await Server.withPool(configuration) { pool in
            let settings = [TransactionSetting("cistron.principal", "7"), TransactionSetting("cistron.kind", "user")]
            // The first connection logs in, the first statements are prepared: both without trips of their own.
            for _ in 0..<2 {
                let before = try await pool.withConnection { _ in relay.roundTrips }
                try await pool.transaction(settings: settings) { _ = try await $0.execute("SELECT \(1)") }
                // BEGIN with settings, SELECT, COMMIT.
                #expect(relay.roundTrips - before == 3)
            }
        }
    }

    @Test func serializationFailuresAreRetried() async throws {
        try await Server.withSchema(Self.script) { pool in
            let runs = Counter()
            // Both read before either writes, so one of them must fail at first.
            let bothHaveRead = Barrier(2)
            try await withThrowingTaskGroup(of: Void.self) { group in
                for _ in 0..<2 {
                    group.addTask {
                        try await pool.transaction(isolation: .serializable) { connection in
                            runs.increment()
                            let sum = try await connection.execute("SELECT sum(balance)::int8 FROM account")[0]
                                .decode(Int64.self)
                            await bothHaveRead.arrive()
                            try await connection.execute("UPDATE account SET balance = \(sum) WHERE id = 1")
                        }
                    }
                }
                try await group.waitForAll()
            }
            #expect(runs.value == 3)
            #expect(try await balance(pool) == 300)
        }
    }

    @Test func deadlocksAreRetried() async throws {
        try await Server.withSchema("SET deadlock_timeout = '50ms';" + Self.script) { pool in
            let runs = Counter()
            let bothHoldOne = Barrier(2)
            try await withThrowingTaskGroup(of: Void.self) { group in
                for (first, second) in [(Int32(1), Int32(2)), (2, 1)] {
                    group.addTask {
                        try await pool.transaction(settings: [TransactionSetting("deadlock_timeout", "50ms")]) {
                            runs.increment()
                            try await $0.execute("UPDATE account SET balance = balance + 1 WHERE id = \(first)")
                            await bothHoldOne.arrive()
                            try await $0.execute("UPDATE account SET balance = balance + 1 WHERE id = \(second)")
                        }
                    }
                }
                try await group.waitForAll()
            }
            #expect(runs.value == 3)
            #expect(try await balance(pool) == 102)
        }
    }

    @Test func aConflictIsSeenBehindTheBodysOwnError() async throws {
        try await Server.withSchema { pool in
            let runs = Counter()
            let result = try await pool.transaction(attempts: 3) { connection in
                guard runs.increment() < 3 else { return "third" }
                do {
                    try await connection.executeScript("DO $$ BEGIN RAISE EXCEPTION '' USING ERRCODE = '40001'; END $$")
                } catch {
                    throw Refusal()
                }
                return "unreachable"
            }
            #expect(result == "third")
            await #expect(throws: PostgresError.self) {
                try await pool.transaction(attempts: 2) {
                    try await $0.executeScript("DO $$ BEGIN RAISE EXCEPTION '' USING ERRCODE = '40P01'; END $$")
                }
            }
        }
    }

    @Test func aSwallowedErrorDoesNotCommit() async throws {
        try await Server.withSchema(Self.script, connections: 1) { pool in
            let error = try await failure {
                try await pool.transaction { connection in
                    try await connection.execute("UPDATE account SET balance = 0")
                    _ = try await failure { try await connection.execute("SELECT 1/0") }
                }
            }
            #expect(error.sqlState == "22012")
            #expect(try await balance(pool) == 100)
            let deferred = try await failure {
                try await pool.transaction { try await $0.execute("INSERT INTO late VALUES (1), (1)") }
            }
            #expect(deferred.constraint == "late_pkey")
            let ended = try await failure { try await pool.transaction { try await $0.executeScript("COMMIT") } }
            #expect(ended.code == .protocolViolation)
        }
    }

    @Test func nestingIsRefusedAndSparesTheOuterTransaction() async throws {
        try await Server.withSchema(Self.script, connections: 1) { pool in
            try await pool.transaction { connection in
                try await connection.execute("UPDATE account SET balance = 1")
                let error = try await failure { try await connection.transaction { _ in } }
                #expect(error.code == .protocolViolation)
            }
            #expect(try await balance(pool) == 1)
        }
    }

    @Test func whatIsLeftOpenIsRolledBack() async throws {
        try await Server.withSchema(Self.script, connections: 1) { pool in
            try await pool.withConnection { try await $0.executeScript("BEGIN; UPDATE account SET balance = 0") }
            #expect(try await balance(pool) == 100)
        }
    }

    @Test func aCancelledTransactionRollsBack() async throws {
        try await Server.withSchema(Self.script, connections: 1) { pool in
            let isInside = Barrier(2)
            let task = Task {
                try await pool.transaction { connection in
                    try await connection.execute("UPDATE account SET balance = 0")
                    await isInside.arrive()
                    // Returns normally, whenever it is cancelled.
                    while !Task.isCancelled { await Task.yield() }
                }
            }
            await isInside.arrive()
            task.cancel()
            let error = try await failure { try await task.value }
            #expect(error.code == .cancelled)
            let left = try await balance(pool)
            #expect(left == 100)
        }
    }

    @Test func aConnectionLostWhileCommittingLeavesTheOutcomeUnknown() async throws {
        try await Server.withSchema(Self.script) { pool in
            let (relay, configuration) = try await Server.relay()
            let schema = try await pool.withConnection {
                try await $0.execute("SELECT current_schema()::text")[0].decode(String.self)
            }
            try await Server.withPool(configuration) { relayed in
                let error = try await failure {
                    try await relayed.transaction(settings: [TransactionSetting("search_path", schema)]) {
                        try await $0.execute("UPDATE account SET balance = 7")
                        relay.cut(after: "COMMIT")
                    }
                }
                #expect(error.code == .commitUnknown && error.isConnectionLoss && error.isRetriable)
            }
            try await eventually("the server has committed") { try await balance(pool) == 7 }
        }
    }
}
