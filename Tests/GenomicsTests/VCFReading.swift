import Genomics

/// A whole VCF file, cut and read.
struct VCFReading {
    var header: VCFHeader
    var chunks: [VCFChunk]
    var contents: [ChunkContent]
    var totals: ChunkCutter.Totals

    var outcomes: [RecordOutcome] { contents.flatMap(\.outcomes) }
    var recordTotals: RecordTotals { contents.reduce(into: RecordTotals()) { $0 += $1.totals } }

    /// - Parameter pedigree: the text of a pedigree file, nil for a single sample.
    init(
        _ bytes: [UInt8], pedigree: String? = nil, assembly: Assembly = .grch37,
        limits: ChunkCutter.Limits = ChunkCutter.Limits(), pieceSize: Int = 64 * 1024
    ) throws {
        var cutter = ChunkCutter(limits: limits)
        var outputs: [ChunkCutter.Output] = []
        var position = 0
        while position < bytes.count {
            let end = min(position + pieceSize, bytes.count)
            outputs += try cutter.push(Array(bytes[position..<end]))
            position = end
        }
        let (last, totals) = try cutter.finish()
        outputs += last
        guard case .header(let headerBytes)? = outputs.first else { throw Missing.header }
        let header = try VCFHeader(headerBytes)
        let chunks = outputs.dropFirst().compactMap { output -> VCFChunk? in
            if case .chunk(let chunk) = output { chunk } else { nil }
        }
        let family = try pedigree.map { try Pedigree(Array($0.utf8), for: header) } ?? Pedigree(single: header)
        let reader = ChunkReader(header: header, pedigree: family, assembly: assembly)
        self.header = header
        self.chunks = chunks
        self.totals = totals
        contents = chunks.map { reader.read($0) }
    }

    enum Missing: Error {
        case header
    }

    /// What a genotype says, without indices into a chunk: comparable between different ways of cutting.
    struct Flat: Hashable {
        var allele: Allele
        var line: Int
        var info: String
        var alternate: Int
        var second: Allele?
        var genotype: StoredGenotype
    }

    var genotypes: [Flat] {
        zip(chunks, contents).flatMap { chunk, content in
            content.genotypes.map { genotype in
                let stored = content.alleles[genotype.allele]
                var plain = genotype
                plain.allele = 0
                plain.secondAllele = genotype.secondAllele.map { _ in 0 }
                return Flat(
                    allele: stored.allele, line: stored.line, info: chunk.bytes.text(stored.info),
                    alternate: stored.alternateIndex, second: genotype.secondAllele.map { content.alleles[$0].allele },
                    genotype: plain)
            }
        }
    }
}

/// The text of a small VCF file.
func vcf(samples: [String] = ["P"], _ records: [String], header: [String] = []) -> [UInt8] {
    let columns = "#CHROM POS ID REF ALT QUAL FILTER INFO FORMAT".split(separator: " ").map(String.init) + samples
    let lines =
        ["##fileformat=VCFv4.2"] + header + [columns.joined(separator: "\t")]
        + records.map { $0.split(separator: " ").joined(separator: "\t") }
    return Array((lines.joined(separator: "\n") + "\n").utf8)
}

let trio = """
    FAM\tP\tF\tM\t1\t2\t1
    FAM\tF\t0\t0\t1\t1\t0
    FAM\tM\t0\t0\t2\t1\t0

    """
