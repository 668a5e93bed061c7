import Compression
import Testing

@Suite struct InflaterTests {
    static let content = CompressedFiles.text(count: 30_000)

    @Test(arguments: [1, 7, 27, 28, 29, 1_000, 1_000_000])
    func `content does not depend on the pieces it comes in`(pieceSize: Int) throws {
        let files = [
            Self.content, try Gzip.compress(Self.content), try CompressedFiles.members(Self.content, size: 4_000),
            try CompressedFiles.bgzf(Self.content, size: 4_000),
        ]
        for file in files { #expect(try CompressedFiles.inflate(file, pieceSize: pieceSize) == Self.content) }
    }

    @Test func `an empty input is an empty plain file`() throws {
        #expect(try CompressedFiles.inflate([], pieceSize: 1).isEmpty)
    }

    @Test func `empty members and padding behind the last are allowed`() throws {
        let file = try Gzip.compress([]) + Gzip.compress(Self.content) + [0, 0, 0]
        #expect(try CompressedFiles.inflate(file, pieceSize: 100) == Self.content)
    }

    @Test(arguments: [1, 5, 11, 1_000, 5_000])
    func `a gzip file that was cut off is refused`(missing: Int) throws {
        let file = try Gzip.compress(Self.content)
        let error = #expect(throws: CompressionError.self) {
            try CompressedFiles.inflate(file.dropLast(missing), pieceSize: 512)
        }
        #expect(error?.code == .truncated)
    }

    @Test func `a BGZF file that was cut between blocks is refused`() throws {
        let file = try CompressedFiles.bgzf(Self.content, size: 4_000, withEndMarker: false)
        let error = #expect(throws: CompressionError.self) { try CompressedFiles.inflate(file, pieceSize: 512) }
        #expect(error?.code == .truncated)
        #expect(error?.reason.contains("end marker") == true)
    }

    @Test func `a flipped bit is found`() throws {
        var file = try Gzip.compress(Self.content)
        file[file.count / 2] ^= 4
        let error = #expect(throws: CompressionError.self) { try CompressedFiles.inflate(file, pieceSize: 512) }
        #expect(error?.code == .corrupt)
        #expect((1...file.count).contains(error?.offset ?? 0))
    }

    @Test(arguments: [[0x41], [0, 0, 0x41], [0x1f, 0x41, 0x41]])
    func `rubbish behind the last member is refused`(rubbish: [UInt8]) throws {
        let file = try Gzip.compress(Self.content) + rubbish
        let error = #expect(throws: CompressionError.self) { try CompressedFiles.inflate(file, pieceSize: 512) }
        #expect(error?.code == .trailingData || error?.code == .corrupt)
    }

    @Test func `a bomb comes out in bounded pieces and stops at the limit`() throws {
        let bomb = try Gzip.compress(Array(repeating: 0, count: 32 << 20), level: 9)
        #expect(bomb.count < 64 * 1024)
        var inflater = try Inflater(outputLimit: 8 << 20)
        inflater.push(bomb)
        var total = 0
        let error = #expect(throws: CompressionError.self) {
            while let piece = try inflater.next() {
                #expect(piece.count <= Inflater.pieceSize)
                total += piece.count
            }
        }
        #expect(error?.code == .tooLarge)
        #expect(total <= 8 << 20)
    }

    @Test func `compressing in pieces gives one gzip file`() throws {
        var deflater = try Deflater(level: 6)
        var file: [UInt8] = []
        for piece in 0..<30 {
            deflater.push(Array(Self.content[piece * 1_000..<(piece + 1) * 1_000]))
            while let bytes = deflater.next() { file += bytes }
        }
        deflater.finish()
        while let bytes = deflater.next() { file += bytes }
        #expect(file.count < Self.content.count)
        #expect(try Gzip.decompress(file, limit: Self.content.count) == Self.content)
    }
}
