import Foundation
import Postgres
import Testing

@Suite struct CopyTests {
    private static let script = """
        CREATE TABLE allele (id int8 PRIMARY KEY, position int4 NOT NULL, inserted text, key uuid, data jsonb, list int4[])
        """
    private static let copyIn: SQL = "COPY allele FROM STDIN (FORMAT binary)"
    private static let copyOut: SQL = "COPY (SELECT * FROM allele ORDER BY id) TO STDOUT (FORMAT binary)"

    private func buffer(_ count: Int, key: UUID? = nil) async -> PostgresCopyBuffer {
        var buffer = PostgresCopyBuffer(columns: 6, reserving: count * 80)
        for number in 0..<count {
            // Other tests share the few threads.
            if number % 1_000 == 0 { await Task.yield() }
            buffer.row { row in
                row.write(number)
                row.write(Int32(number % 1_000))
                if number % 10 == 0 { row.writeNull() } else { row.write("Å\(number)") }
                row.write(key)
                row.write(JSONText(text: "{\"n\": \(number)}"))
                row.write([Int32?.none, Int32(number)])
            }
        }
        return buffer
    }

    @Test func manyRowsGoThereAndBack() async throws {
        let count = 100_000
        try await Server.withSchema(Self.script, connections: 1) { pool in
            let key = UUID()
            let rows = await buffer(count, key: key)
            let stored = try await pool.transaction { try await $0.copyIn(Self.copyIn, rows) }
            #expect(stored == count)
            var next = 0
            var wrong = 0
            try await pool.withConnection { connection in
                try await connection.copyOut(Self.copyOut) { row in
                    let (id, position, inserted, rowKey, data, list) = try row.decode(
                        (Int64, Int32, String?, UUID?, JSONText, [Int32?]).self)
                    let isRight =
                        id == next && position == id % 1_000 && inserted == (id % 10 == 0 ? nil : "Å\(id)")
                        && rowKey == key && data.text == "{\"n\": \(id)}" && list == [nil, Int32(id)]
                    wrong += isRight ? 0 : 1
                    next += 1
                    if next % 1_000 == 0 { await Task.yield() }
                }
                let after = try await connection.execute("SELECT 1").count
                #expect(after == 1)
            }
            #expect(next == count && wrong == 0)
        }
    }

    @Test func anEmptyCopyIsFine() async throws {
        try await Server.withSchema(Self.script, connections: 1) { pool in
            try await pool.withConnection { connection in
                let stored = try await connection.copyIn(Self.copyIn, PostgresCopyBuffer(columns: 6))
                #expect(stored == 0)
                try await connection.copyOut(Self.copyOut) { _ in Issue.record("there is no row") }
            }
        }
    }

    @Test func aRefusedCopyStoresNothingAndLeavesTheConnectionUsable() async throws {
        try await Server.withSchema(Self.script, connections: 1) { pool in
            try await pool.withConnection { connection in
                let pid = try await connection.execute("SELECT pg_backend_pid()")[0].decode(Int32.self)
                var twice = await buffer(20_000)
                twice.row { row in
                    row.write(7)
                    row.write(Int32(7))
                    for _ in 0..<4 { row.writeNull() }
                }
                let duplicate = try await failure { try await connection.copyIn(Self.copyIn, twice) }
                #expect(duplicate.sqlState == "23505" && duplicate.constraint == "allele_pkey")
                var narrow = PostgresCopyBuffer(columns: 1)
                narrow.row { $0.write("x") }
                let malformed = try await failure { try await connection.copyIn(Self.copyIn, narrow) }
                #expect(malformed.sqlState == "22P04")
                let absent = try await failure {
                    try await connection.copyIn("COPY nowhere FROM STDIN (FORMAT binary)", narrow)
                }
                #expect(absent.sqlState == "42P01")
                var unrepresentable = PostgresCopyBuffer(columns: 1)
                unrepresentable.row { $0.write(Date(timeIntervalSinceReferenceDate: .nan)) }
                let refused = try await failure { try await connection.copyIn(Self.copyIn, unrepresentable) }
                #expect(refused.code == .encoding)
                let (same, count) = try await connection.execute(
                    "SELECT pg_backend_pid(), (SELECT count(*) FROM allele)")[0]
                    .decode((Int32, Int).self)
                #expect(same == pid && count == 0)
            }
        }
    }

    @Test func aRowWhoseBodyThrowsIsTakenBack() throws {
        struct Refusal: Error {}
        var buffer = PostgresCopyBuffer(columns: 2)
        let size = buffer.byteCount
        #expect(throws: Refusal.self) {
            try buffer.row { row in
                row.write(1)
                throw Refusal()
            }
        }
        #expect(buffer.isEmpty && buffer.byteCount == size)
    }

    @Test func otherStatementsAreNoCopy() async throws {
        try await Server.withSchema(Self.script, connections: 1) { pool in
            let notBinary = try await failure {
                try await pool.withConnection {
                    try await $0.copyIn("COPY allele FROM STDIN", PostgresCopyBuffer(columns: 6))
                }
            }
            #expect(notBinary.code == .protocolViolation)
            let noCopy = try await failure {
                try await pool.withConnection { try await $0.copyOut("SELECT 1") { _ in } }
            }
            #expect(noCopy.code == .protocolViolation)
            let executed = try await failure { try await pool.withConnection { try await $0.execute(Self.copyIn) } }
            #expect(executed.code == .protocolViolation)
            let script = try await failure {
                try await pool.withConnection { try await $0.executeScript("COPY allele TO STDOUT") }
            }
            #expect(script.code == .protocolViolation)
            let count = try await pool.withConnection { try await $0.execute("SELECT 1").count }
            #expect(count == 1)
        }
    }

    @Test func readingMayStopEarlyOrBeCancelled() async throws {
        struct Enough: Error {}
        let endless: SQL = "COPY (SELECT generate_series(1, 100000000)) TO STDOUT (FORMAT binary)"
        try await Server.withPool(try await Server.configuration(connections: 1)) { pool in
            try await pool.withConnection { connection in
                let pid = try await connection.execute("SELECT pg_backend_pid()")[0].decode(Int32.self)
                await #expect(throws: Enough.self) {
                    try await connection.copyOut(endless) { row in
                        if try row.decode(Int32.self) == 1_000 { throw Enough() }
                        let busy = try? await connection.execute("SELECT 1")
                        #expect(busy == nil)
                    }
                }
                let isReading = Barrier(2)
                let task = Task {
                    try await connection.copyOut(endless) { row in
                        if try row.decode(Int32.self) == 1 { await isReading.arrive() }
                    }
                }
                await isReading.arrive()
                task.cancel()
                let error = try await failure { try await task.value }
                #expect(error.code == .cancelled)
                let same = try await connection.execute("SELECT pg_backend_pid()")[0].decode(Int32.self)
                #expect(same == pid)
            }
        }
    }

    @Test func sendingMayBeCancelled() async throws {
        let name = "copy-\(UUID())"
        let configuration = try await Server.configuration(connections: 1, applicationName: name)
        try await Server.withPool(try await Server.configuration(connections: 1)) { other in
            try await Server.withPool(configuration) { pool in
                try await pool.withConnection { connection in
                    try await connection.executeScript(
                        """
                        CREATE TEMPORARY TABLE slow (data bytea);
                        CREATE FUNCTION pg_temp.wait() RETURNS trigger LANGUAGE plpgsql AS
                            $$ BEGIN PERFORM pg_sleep(60); RETURN NEW; END $$;
                        CREATE TRIGGER wait BEFORE INSERT ON slow FOR EACH ROW EXECUTE FUNCTION pg_temp.wait();
                        """)
                    var buffer = PostgresCopyBuffer(columns: 1)
                    let megabyte = [UInt8](repeating: 7, count: 1_048_576)
                    for _ in 0..<50 { buffer.row { $0.write(megabyte) } }
                    let task = Task { [buffer] in
                        try await connection.copyIn("COPY slow FROM STDIN (FORMAT binary)", buffer)
                    }
                    try await eventually("the server is busy") { try await other.isActive(name) }
                    task.cancel()
                    let error = try await failure { try await task.value }
                    #expect(error.code == .cancelled)
                    let count = try await connection.execute("SELECT FROM slow").count
                    #expect(count == 0)
                }
            }
        }
    }
}
