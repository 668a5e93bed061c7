import Foundation
import Postgres
import Testing

@Suite struct CodingTests {
    /// Sends the value, lets the server describe it in its own words, and reads it back.
    private func roundTrip<Value: PostgresEncodable & PostgresDecodable & Equatable>(
        _ values: Value..., location: SourceLocation = #_sourceLocation
    ) async throws {
        try await Server.withPool(try await Server.configuration(connections: 1)) { pool in
            try await pool.withConnection { connection in
                for value in values {
                    let rows = try await connection.execute("SELECT \(value), pg_typeof(\(value))::text")
                    let (back, type) = try #require(rows.first).decode((Value, String).self)
                    #expect(back == value, sourceLocation: location)
                    #expect(type != "unknown", sourceLocation: location)
                }
            }
        }
    }

    @Test func numbersKeepTheirExtremes() async throws {
        try await roundTrip(true, false)
        try await roundTrip(Int16.min, -1, 0, .max)
        try await roundTrip(Int32.min, -1, 0, .max)
        try await roundTrip(Int64.min, -1, 0, .max)
        try await roundTrip(Int.min, 0, .max)
        try await roundTrip(Float.leastNonzeroMagnitude, -.greatestFiniteMagnitude, .infinity, 0.1)
        try await roundTrip(Double.leastNonzeroMagnitude, -.greatestFiniteMagnitude, -.infinity, 0.1)
    }

    @Test func textsKeepEveryCharacter() async throws {
        try await roundTrip("", "ACMG", "Ærlig talt: «ß» 変異 🧬\n\t'\"\\$1", String(repeating: "é", count: 100_000))
        try await roundTrip([UInt8](), [0], Array(0...255))
        try await roundTrip(UUID(), UUID(uuid: (0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 255)))
        try await roundTrip(RawJSON(text: #"{"b": 1,  "a":"å"}"#))
        try await roundTrip(JSONText(text: #"{"a": "å", "b": [1, null]}"#))
    }

    @Test func datesKeepMicrosecondsAndExtremes() async throws {
        try await roundTrip(
            Date(timeIntervalSince1970: 0), Date(timeIntervalSince1970: 1_750_000_000.123456), .distantFuture,
            Date(timeIntervalSinceReferenceDate: .infinity), Date(timeIntervalSinceReferenceDate: -.infinity))
        try await Server.withPool(try await Server.configuration(connections: 1)) { pool in
            let text = try await pool.withConnection { connection in
                try await connection.executeScript("SET timezone = 'UTC'")
                let early = Date(timeIntervalSince1970: -210_866_803_200)
                return try await connection.execute(
                    "SELECT \(early)::text, '294276-12-31 23:59:59.999999Z'::timestamptz, \(Date(timeIntervalSince1970: 0.000001))::text"
                )
            }
            let (early, late, precise) = try #require(text.first).decode((String, Date, String).self)
            #expect(early == "4714-11-24 00:00:00+00 BC")
            #expect(abs(late.timeIntervalSince1970 - 9_224_318_015_999.999999) < 0.01)
            #expect(precise == "1970-01-01 00:00:00.000001+00")
        }
    }

    @Test func nullIsNilAndOnlyNil() async throws {
        try await roundTrip(Int64?.none, .some(0))
        try await roundTrip(String?.none, .some(""))
        try await roundTrip([UInt8]?.none, .some([]))
        try await roundTrip([Int32]?.none, .some([]), [1])
        try await roundTrip(JSONText?.none, JSONText(text: "null"))
    }

    @Test func arraysMayBeEmptyAndHoldNulls() async throws {
        try await roundTrip([Int64](), [.min, 0, .max])
        try await roundTrip([Int32](), [1, 2], Array(0..<10_000))
        try await roundTrip([Int16](), [1, 2])
        try await roundTrip([Int](), [1, 2])
        try await roundTrip([Double](), [.pi, -0.5])
        try await roundTrip([Float](), [0.5])
        try await roundTrip([Bool](), [true, false])
        try await roundTrip([String](), ["", "NULL", "{a,\"b\"}", "é"])
        try await roundTrip([UUID](), [UUID(), UUID()])
        try await roundTrip([[UInt8]](), [[], [0, 255], [1]])
        try await roundTrip([Date](), [Date(timeIntervalSince1970: 1)])
        try await roundTrip([JSONText](), [JSONText(text: "{}")])
        try await roundTrip([Int64?](), [nil, 1, nil])
        try await roundTrip([String?](), [nil, "", "x"])
        try await roundTrip([[UInt8]?](), [nil, [], [7]])
    }

    @Test func namedValuesTravelAsTheirRawValues() async throws {
        try await roundTrip(Zygosity.homozygous, .heterozygous)
        try await roundTrip([Zygosity](), [.homozygous])
        try await Server.withPool(try await Server.configuration(connections: 1)) { pool in
            let rows = try await pool.withConnection { try await $0.execute("SELECT 'hemi'") }
            let error = #expect(throws: PostgresError.self) { try rows[0].decode(Zygosity.self, at: 0) }
            #expect(error?.code == .decoding)
        }
    }

    @Test func smallerNumbersAreReadAsLargerOnesOnly() async throws {
        try await Server.withPool(try await Server.configuration(connections: 1)) { pool in
            let rows = try await pool.withConnection {
                try await $0.execute(
                    "SELECT 7::int2, 8::int4, 9::int8, 0.5::float4, 'a'::varchar(3), 'b'::name, '[1]'::json")
            }
            let row = rows[0]
            let values = try row.decode((Int, Int64, Int, Double, String, String, JSONText).self)
            #expect((values.0, values.1, values.2, values.3) == (7, 8, 9, 0.5))
            #expect((values.4, values.5, values.6) == ("a", "b", JSONText(text: "[1]")))
            #expect(throws: PostgresError.self) { try row.decode(Int32.self, at: 2) }
            #expect(throws: PostgresError.self) { try row.decode(Int16.self, at: 1) }
        }
    }

    @Test func mismatchNamesColumnAndTypesButNoValue() async throws {
        try await Server.withPool(try await Server.configuration(connections: 1)) { pool in
            let rows = try await pool.withConnection {
                try await $0.execute("SELECT 'secret' AS patient, NULL::int8 AS number, ARRAY[1, NULL]::int8[] AS list")
            }
            let row = rows[0]
            let mismatch = #expect(throws: PostgresError.self) { try row.decode(Int64.self, named: "patient") }
            #expect(
                mismatch.map(\.description)
                    == "PostgreSQL decoding: a value of type text is not readable as Swift Int64, column patient")
            let null = #expect(throws: PostgresError.self) { try row.decode((String, Int64, [Int64?]).self) }
            #expect(null?.column == "number")
            #expect(throws: PostgresError.self) { try row.decode([Int64].self, at: 2) }
            #expect(try row.decode([Int64?].self, at: 2) == [1, nil])
            #expect(throws: PostgresError.self) { try row.decode((String, Int64?).self) }
            #expect(throws: PostgresError.self) { try row.decode(String.self, named: "absent") }
            #expect(throws: PostgresError.self) { try row.decode(String.self, at: 3) }
            #expect(!"\(row) \(rows) \(String(reflecting: row))".contains("secret"))
        }
    }

    @Test func whatTheServerCannotHoldIsRefused() async throws {
        try await Server.withPool(try await Server.configuration(connections: 1)) { pool in
            let error = try await failure {
                try await pool.withConnection {
                    try await $0.execute("SELECT \(Date(timeIntervalSinceReferenceDate: .nan))")
                }
            }
            #expect(error.code == .encoding)
            let nul = try await failure {
                try await pool.withConnection { try await $0.execute("SELECT \("a\0b")") }
            }
            #expect(nul.sqlState == "22021")
        }
    }

    @Test func jsonHelpersEncodeAndDecode() throws {
        struct Panel: Codable, Equatable {
            var name: String
            var genes: [Int]
        }
        let panel = Panel(name: "a/b", genes: [3, 1])
        let json = try JSONText(encoding: panel)
        #expect(json.text == #"{"genes":[3,1],"name":"a/b"}"#)
        #expect(try json.decode(as: Panel.self) == panel)
    }
}

enum Zygosity: String, PostgresScalar {
    case homozygous = "hom"
    case heterozygous = "het"
}
