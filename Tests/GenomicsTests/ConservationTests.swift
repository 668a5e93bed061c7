import Genomics
import Testing

/// Every record comes out exactly once, and how a file was cut changes nothing.
@Suite struct ConservationTests {
    @Test(arguments: 1...60)
    func `any way of cutting gives the same result`(seed: Int) throws {
        var random = RandomFile(seed: UInt64(seed))
        let file = vcf(samples: ["P", "F", "M"], random.records(count: 60))
        let whole = try VCFReading(file, pedigree: trio)
        #expect(whole.recordTotals.isConserved)
        #expect(whole.recordTotals.records == whole.totals.records)
        #expect(Set(whole.outcomes.map(\.line)).count == whole.totals.records)
        for records in [1, 2, 3, 7, 20] {
            var limits = ChunkCutter.Limits()
            limits.chunkRecords = records
            let cut = try VCFReading(file, pedigree: trio, limits: limits, pieceSize: 11 * records)
            #expect(cut.chunks.count > 1)
            #expect(cut.outcomes == whole.outcomes)
            #expect(cut.genotypes == whole.genotypes)
        }
    }

    @Test(arguments: 61...90)
    func `what is stored belongs together`(seed: Int) throws {
        var random = RandomFile(seed: UInt64(seed))
        let reading = try VCFReading(vcf(samples: ["P", "F", "M"], random.records(count: 80)), pedigree: trio)
        for content in reading.contents {
            let used = content.genotypes.flatMap { [$0.allele] + ($0.secondAllele.map { [$0] } ?? []) }
            #expect(used.sorted() == Array(content.alleles.indices), "each allele belongs to one genotype")
            let stored = content.outcomes.filter { $0.disposition == .stored }.map(\.line)
            #expect(Set(content.alleles.map(\.line)) == Set(stored))
            for genotype in content.genotypes {
                #expect(genotype.samples.count == 3)
                #expect(genotype.secondSamples.count == (genotype.secondAllele == nil ? 0 : 3))
                for sample in genotype.samples { #expect((0...1).contains(sample.alleleRatio ?? 0)) }
            }
        }
    }

    @Test(arguments: 91...290)
    func `damaged bytes cost records and never the reading`(seed: Int) throws {
        var random = RandomFile(seed: UInt64(seed))
        let header = vcf(samples: ["P", "F", "M"], [])
        let file = vcf(samples: ["P", "F", "M"], random.records(count: 40))
        let damaged = header + random.damaged(Array(file.dropFirst(header.count)), count: 1 + seed % 40)
        let reading = try VCFReading(damaged, pedigree: trio)
        #expect(reading.recordTotals.isConserved)
        #expect(reading.recordTotals.records == reading.totals.records)
        var limits = ChunkCutter.Limits()
        limits.chunkRecords = 3
        let cut = try VCFReading(damaged, pedigree: trio, limits: limits, pieceSize: 13)
        #expect(cut.outcomes == reading.outcomes)
        #expect(cut.genotypes == reading.genotypes)
    }
}
