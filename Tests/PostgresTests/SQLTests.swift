import Postgres
import Testing

@Suite struct SQLTests {
    @Test func valuesBecomeParameters() {
        let name = "'; DROP TABLE gene; --"
        let query: SQL = "SELECT * FROM gene WHERE name = \(name) AND id = ANY(\([1, 2]))"
        #expect(query.text == "SELECT * FROM gene WHERE name = $1 AND id = ANY($2)")
        #expect(!String(reflecting: query).contains("DROP") && !"\(query)".contains("DROP"))
    }

    @Test func sumsRenumberTheirParameters() {
        var query: SQL = "SELECT 'é' WHERE a = \(1)"
        for value in 2...11 { query += " OR a = \(value)" }
        query += SQL(" AND b")
        let nested: SQL = "x = \(true) AND (\(query)) LIMIT \(5)"
        #expect(
            nested.text == "x = $1 AND (SELECT 'é' WHERE a = $2"
                + (3...12).map { " OR a = $\($0)" }.joined() + " AND b) LIMIT $13")
    }

    @Test func sumsKeepTheirValues() async throws {
        let first: SQL = "SELECT \(1), \("zwei"), \(Int64?.none)"
        let sum = first + ", \(4.5)" + ", \([5])"
        try await Server.withPool(try await Server.configuration(connections: 1)) { pool in
            let rows = try await pool.withConnection { try await $0.execute(sum) }
            let (one, two, three, four, five) = try rows[0].decode((Int, String, Int64?, Double, [Int]).self)
            #expect((one, two, three, four) == (1, "zwei", nil, 4.5))
            #expect(five == [5])
        }
    }
}
