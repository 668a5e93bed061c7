import Genomics
import Testing

@Suite struct ChunkCutterTests {
    static func limits(
        records: Int = 5_000, bytes: Int = 4 << 20, record: Int = 16 << 20, header: Int = 64 << 20
    ) -> ChunkCutter.Limits {
        var limits = ChunkCutter.Limits()
        limits.chunkRecords = records
        limits.chunkBytes = bytes
        limits.recordBytes = record
        limits.headerBytes = header
        return limits
    }

    static func cut(
        _ bytes: [UInt8], _ limits: ChunkCutter.Limits = ChunkCutter.Limits(), pieceSize: Int = 1_000_000
    ) throws -> (header: [UInt8]?, chunks: [VCFChunk], totals: ChunkCutter.Totals) {
        var cutter = ChunkCutter(limits: limits)
        var outputs: [ChunkCutter.Output] = []
        var start = 0
        while start < bytes.count {
            outputs += try cutter.push(Array(bytes[start..<min(start + pieceSize, bytes.count)]))
            start += pieceSize
        }
        let (last, totals) = try cutter.finish()
        var header: [UInt8]?
        var chunks: [VCFChunk] = []
        for output in outputs + last {
            switch output {
            case .header(let bytes):
                #expect(header == nil && chunks.isEmpty)
                header = bytes
            case .chunk(let chunk): chunks.append(chunk)
            }
        }
        return (header, chunks, totals)
    }

    static func record(_ contig: String, _ position: Int, _ info: String = ".") -> String {
        "\(contig) \(position) . A C 50 PASS \(info) GT 0/1"
    }

    static func positions(_ chunk: [UInt8]) -> [String] {
        String(decoding: chunk, as: UTF8.self).split(separator: "\n")
            .map { $0.split(separator: "\t").prefix(2).joined(separator: ":") }
    }

    @Test func `chunks hold whole records, know their lines and add up to the file`() throws {
        let file = vcf((1...25).map { Self.record("1", $0 * 100) })
        let (header, chunks, totals) = try Self.cut(file, Self.limits(records: 10))
        #expect(chunks.map(\.recordCount) == [10, 10, 5])
        #expect(chunks.map(\.firstLine) == [3, 13, 23])
        #expect(chunks.map(\.index) == [0, 1, 2])
        #expect(try #require(header) + chunks.flatMap(\.bytes) == file)
        #expect(totals == .init(lines: 27, records: 25, chunks: 3, bytes: file.count))
    }

    @Test func `a chunk is cut before it grows over its size`() throws {
        let lines = (1...20).map { Self.record("1", $0 * 100) }
        let (_, chunks, _) = try Self.cut(vcf(lines), Self.limits(bytes: 120))
        #expect(chunks.allSatisfy { $0.bytes.count <= 120 })
        #expect(chunks.map(\.recordCount).reduce(0, +) == 20)
        let (_, single, _) = try Self.cut(vcf(lines), Self.limits(bytes: 5))
        #expect(single.map(\.recordCount) == Array(repeating: 1, count: 20))
    }

    @Test func `records of one position stay together`() throws {
        let file = vcf([
            Self.record("1", 100), Self.record("1", 200), Self.record("1", 200), Self.record("1", 200),
            Self.record("2", 200), Self.record("chr2", 200),
        ])
        let (_, chunks, _) = try Self.cut(file, Self.limits(records: 1))
        #expect(chunks.map(\.recordCount) == [1, 3, 1, 1])
    }

    @Test func `a decomposed block stays together`() throws {
        let file = vcf([
            Self.record("1", 100, "OLD_MULTIALLELIC=x"), Self.record("1", 101, "A=1;OLD_MULTIALLELIC=x"),
            Self.record("1", 102, "OLD_MULTIALLELIC=x;B"), Self.record("1", 103, "OLD_MULTIALLELIC=xy"),
            Self.record("1", 104, "NOT_OLD_MULTIALLELIC=xy"),
        ])
        let (_, chunks, _) = try Self.cut(file, Self.limits(records: 1))
        #expect(chunks.map(\.recordCount) == [3, 1, 1])
    }

    @Test func `margins hold the neighbours within three bases, over several chunks`() throws {
        let file = vcf(
            [100, 101, 103, 104, 108, 200].map { Self.record("1", $0) } + [Self.record("2", 201)])
        let (_, chunks, _) = try Self.cut(file, Self.limits(records: 1))
        #expect(
            chunks.map { Self.positions($0.bytes) } == [
                ["1:100"], ["1:101"], ["1:103"], ["1:104"], ["1:108"], ["1:200"], ["2:201"],
            ])
        #expect(
            chunks.map { Self.positions($0.margin.leading) } == [
                [], ["1:100"], ["1:100", "1:101"], ["1:101", "1:103"], [], [], [],
            ])
        #expect(
            chunks.map { Self.positions($0.margin.trailing) } == [
                ["1:101", "1:103"], ["1:103", "1:104"], ["1:104"], [], [], [], [],
            ])
    }

    @Test(arguments: [1, 2, 3, 17, 64, 1_000])
    func `the pieces' size does not matter`(pieceSize: Int) throws {
        let file = vcf((1...40).map { Self.record("1", 100 + $0 * ($0 % 4)) })
        let limits = Self.limits(records: 3)
        let whole = try Self.cut(file, limits)
        let pieces = try Self.cut(file, limits, pieceSize: pieceSize)
        #expect(whole.chunks == pieces.chunks)
        #expect(whole.header == pieces.header)
        #expect(whole.totals == pieces.totals)
    }

    @Test func `carriage returns, blank lines and a missing last line feed are accepted`() throws {
        let text = String(decoding: vcf([Self.record("1", 100), Self.record("1", 200)]), as: UTF8.self)
        let windows = Array(text.replacing("\n", with: "\r\n").utf8)
        #expect(try Self.cut(windows).chunks.map(\.recordCount) == [2])
        #expect(try VCFReading(windows).recordTotals.stored == 2)
        #expect(try VCFReading(Array(text.utf8.dropLast())).recordTotals.stored == 2)
        let gaps = try VCFReading(Array(text.replacing("\n1\t200", with: "\n\n\r\n1\t200").utf8) + [10, 10])
        #expect(gaps.recordTotals.stored == 2)
        #expect(gaps.outcomes.map(\.line) == [3, 6])
        #expect(gaps.totals.records == 2)
    }

    @Test func `a header without records is a file without chunks`() throws {
        let file = vcf([])
        let (header, chunks, totals) = try Self.cut(file)
        #expect(header == file)
        #expect(chunks.isEmpty)
        #expect(totals == .init(lines: 2, records: 0, chunks: 0, bytes: file.count))
        #expect(try Self.cut(file.dropLast()).chunks.isEmpty)
    }

    @Test func `a file that is none, or ends too early, is refused with its line`() throws {
        let rows: [(String, GenomicsError.Code, Int?)] = [
            ("", .notAVCF, 1), ("BCF", .notAVCF, 1), ("\n", .notAVCF, 1),
            ("##fileformat=VCFv4.2", .missingColumnLine, 1),
            ("##fileformat=VCFv4.2\n##a=b\n", .missingColumnLine, 2),
            ("##fileformat=VCFv4.2\n1\t100\n", .missingColumnLine, 2),
        ]
        for (text, code, line) in rows {
            let error = #expect(throws: GenomicsError.self) { try Self.cut(Array(text.utf8)) }
            #expect(error?.code == code, "\(text)")
            #expect(error?.line == line, "\(text)")
        }
    }

    @Test(arguments: [1, 1_000])
    func `what is too large is refused with its line before it is in memory`(pieceSize: Int) throws {
        let large = Self.record("1", 200, String(repeating: "x", count: 300))
        let file = vcf([Self.record("1", 100), large, Self.record("1", 300)])
        let record = #expect(throws: GenomicsError.self) {
            try Self.cut(file, Self.limits(record: 200), pieceSize: pieceSize)
        }
        #expect(record?.code == .tooLarge)
        #expect(record?.line == 4)
        let header = #expect(throws: GenomicsError.self) {
            try Self.cut(file, Self.limits(header: 30), pieceSize: pieceSize)
        }
        #expect(header?.code == .tooLarge)
        #expect(header?.line == 2)
        var limits = Self.limits(records: 1)
        limits.groupBytes = 100
        limits.chunkBytes = 50
        let group = #expect(throws: GenomicsError.self) {
            try Self.cut(vcf(Array(repeating: Self.record("1", 100), count: 10)), limits, pieceSize: pieceSize)
        }
        #expect(group?.code == .tooLarge)
    }
}
