import Testing

@testable import Postgres

@Suite struct CopyParserTests {
    private static let stream: [UInt8] = {
        var buffer = PostgresCopyBuffer(columns: 2)
        for number in 0..<5 {
            buffer.row { row in
                row.write(Int64(number))
                row.write(number == 3 ? nil : String(repeating: "x", count: number))
            }
        }
        return buffer.bytes + CopyFormat.trailer
    }()

    private func parse(_ pieces: [ArraySlice<UInt8>]) throws -> [String] {
        var parser = CopyParser()
        var rows: [String] = []
        for piece in pieces {
            // Typed errors do not pass through the closure.
            try Array(piece).withUnsafeBytes { bytes in try parser.feed(bytes) }
            for row in parser.takeRows() {
                let (number, text) = try row.decode((Int64, String?).self)
                rows.append("\(number)\(text ?? "-")")
            }
        }
        try parser.finish()
        return rows
    }

    @Test func rowsMayBeCutAnywhere() throws {
        let stream = Self.stream
        for cut in 0...stream.count {
            #expect(try parse([stream[..<cut], stream[cut...]]) == ["0", "1x", "2xx", "3-", "4xxxx"])
        }
        #expect(try parse(stream.indices.map { stream[$0...$0] }) == ["0", "1x", "2xx", "3-", "4xxxx"])
    }

    @Test func damageIsNoticed() {
        let stream = Self.stream
        #expect(throws: PostgresError.self) { try parse([stream.dropLast(2)]) }
        #expect(throws: PostgresError.self) { try parse([stream.dropLast(5)]) }
        #expect(throws: PostgresError.self) { try parse([stream + [0]]) }
        #expect(throws: PostgresError.self) { try parse([[0] + stream]) }
        #expect(throws: PostgresError.self) { try parse([[]]) }
        var ragged = stream
        ragged[20] = 1
        #expect(throws: PostgresError.self) { try parse([ragged[...]]) }
    }
}
