import Genomics
import Testing

/// A faulty record is quarantined with its line, place and reason, and the others are read.
@Suite struct RejectionTests {
    static let faults: [(record: String, code: GenomicsError.Code, column: String?)] = [
        ("1 100 . A C 50 PASS .", GenomicsError.Code.malformedRecord, String?.none),
        ("1 100 . A C 50 PASS . GT 0/1 0/1", .malformedRecord, nil),
        ("# 100 . A C 50 PASS . GT 0/1", .unknownContig, "CHROM"),
        ("GL000191.1 100 . A C 50 PASS . GT 0/1", .unknownContig, "CHROM"),
        ("1 0 . A C 50 PASS . GT 0/1", .invalidPosition, "POS"),
        ("1 -5 . A C 50 PASS . GT 0/1", .invalidPosition, "POS"),
        ("1 x . A C 50 PASS . GT 0/1", .invalidPosition, "POS"),
        ("1 99999999999999999999 . A C 50 PASS . GT 0/1", .invalidPosition, "POS"),
        ("1 249250622 . A C 50 PASS . GT 0/1", .positionOutOfRange, "POS"),
        ("1 100 . . C 50 PASS . GT 0/1", .invalidReference, "REF"),
        ("1 100 . A ? 50 PASS . GT 0/1", .invalidAlternate, "ALT"),
        ("1 100 . A * 50 PASS . GT 0/1", .spanningDeletion, "ALT"),
        ("1 100 . A <NON_REF> 50 PASS . GT 0/1", .unspecifiedAllele, "ALT"),
        ("1 100 . A C high PASS . GT 0/1", .invalidQuality, "QUAL"),
        ("1 100 . A C nan PASS . GT 0/1", .invalidQuality, "QUAL"),
        ("1 100 . A <INV> 50 PASS SVTYPE=INV;END=200 GT 0/1", .unsupportedStructuralVariant, "INFO"),
        ("1 100 . A <DEL> 50 PASS SVTYPE=DEL GT 0/1", .unknownLength, "INFO"),
        ("1 100 . A <DEL> 50 PASS SVTYPE=DEL;END=x GT 0/1", .invalidNumber, "INFO"),
        ("1 100 . A <DEL> 50 PASS SVTYPE=DEL;END=90 GT 0/1", .invalidEnd, "INFO"),
        ("1 100 . A C 50 PASS . DP 10", .missingGenotype, "sample 1"),
        ("1 100 . A C 50 PASS . GT 0/2", .invalidGenotype, "sample 1"),
        ("1 100 . A C 50 PASS . GT 0/x", .invalidGenotype, "sample 1"),
        ("1 100 . A C 50 PASS . GT 0/1/1", .unsupportedPloidy, "sample 1"),
        ("1 100 . A C 50 PASS . GT:DP 0/1:ten", .invalidNumber, "sample 1"),
        ("1 100 . A C 50 PASS . GT:DP 0/1:99999999999", .invalidNumber, "sample 1"),
        ("1 100 . A C 50 PASS . GT:DP 0/1:1,2", .invalidNumber, "sample 1"),
        ("1 100 . A C 50 PASS . GT:AD 0/1:1,-2", .invalidNumber, "sample 1"),
        ("1 100 . A C 50 PASS . GT 0/1:5", .malformedRecord, "sample 1"),
    ]

    @Test(arguments: faults)
    func `reasons`(record: String, code: GenomicsError.Code, column: String?) throws {
        let reading = try VCFReading(vcf(["1 50 . A C 50 PASS . GT 0/1", record, "1 300 . A C 50 PASS . GT 1/1"]))
        #expect(reading.recordTotals.stored == 2)
        #expect(reading.recordTotals.isConserved)
        let outcome = try #require(reading.outcomes.dropFirst().first)
        guard case .rejected(let error) = outcome.disposition else {
            Issue.record("\(outcome)")
            return
        }
        #expect(error.code == code)
        #expect(error.line == 4)
        #expect(error.column == column)
        #expect(!error.allowed.isEmpty)
        if column?.hasPrefix("sample") == true { #expect(error.found == nil) }
    }

    @Test func `the text says what, where and what is allowed`() throws {
        let reading = try VCFReading(vcf(["1 x . A C 50 PASS . GT 0/1"]))
        guard case .rejected(let error)? = reading.outcomes.first?.disposition else {
            Issue.record("not rejected")
            return
        }
        #expect(
            error.explanation
                == "VCF, line 3, column POS: invalid_position: found \u{201C}x\u{201D}; a whole number from 1")
        #expect(error.description == "VCF, line 3, column POS: invalid_position: a whole number from 1")
    }

    @Test func `a called allele is stored though its record has one that cannot be`() throws {
        let reading = try VCFReading(
            vcf([
                "1 100 . A C,* 50 PASS . GT:AD 1/2:1,10,9", "1 200 . A C,<NON_REF> 50 PASS . GT:PL 0/1:9,0,8,7,6,5",
                "1 300 . A <NON_REF>,C 50 PASS . GT 1/2",
            ]))
        #expect(reading.recordTotals.stored == 3)
        #expect(reading.genotypes.map(\.allele.changeTo) == ["C", "C", "C"])
        #expect(reading.genotypes.allSatisfy { $0.second == nil })
        #expect(reading.genotypes.map(\.genotype.samples[0].isMultiallelic) == [true, false, true])
        #expect(reading.genotypes.map(\.genotype.samples[0].likelihoods) == [nil, [9, 0, 8], nil])
        #expect(reading.outcomes.map { $0.omitted.map(\.code) } == [[.spanningDeletion], [], [.unspecifiedAllele]])
    }

    @Test func `a record that is listed twice is stored once`() throws {
        let record = "1 100 . A C 50 PASS . GT 0/1"
        let reading = try VCFReading(
            vcf([record, record, "1 100 . AG CG 50 PASS . GT 0/1", "1 101 . A C 50 PASS . GT 0/1"]))
        #expect(reading.recordTotals.stored == 2)
        #expect(reading.recordTotals.rejected == 2)
        #expect(reading.genotypes.count == 2)
    }

    @Test func `copy number variants that differ in length alone are two alleles`() throws {
        let reading = try VCFReading(
            vcf([
                "1 100 . A <DEL> 50 PASS SVTYPE=DEL;SVLEN=-50 GT 0/1",
                "1 100 . A <DEL> 50 PASS SVTYPE=DEL;SVLEN=-60 GT 0/1",
            ]))
        #expect(reading.recordTotals.stored == 2)
        #expect(Set(reading.genotypes.map(\.allele.key)).count == 2)
    }

    @Test(arguments: [["0/1", "0/1"], ["1/.", "1/."], ["1/1", "./1"], ["1/.", "./1", "./1"]])
    func `a block that contradicts itself is quarantined whole`(genotypes: [String]) throws {
        let bases = ["C", "G", "T"]
        let records = genotypes.enumerated().map { index, genotype in
            "1 100 . A \(bases[index]) 50 PASS OLD_MULTIALLELIC=o GT \(genotype)"
        }
        let reading = try VCFReading(vcf(records + ["1 200 . A C 50 PASS . GT 0/1"]))
        #expect(reading.recordTotals.rejected == genotypes.count)
        #expect(reading.recordTotals.stored == 1)
        #expect(reading.contents.flatMap(\.alleles).count == 1)
    }

    @Test func `half genotypes without a block are alleles of their own`() throws {
        let reading = try VCFReading(vcf(["1 100 . A C 50 PASS . GT 1/.", "1 100 . A G 50 PASS . GT ./1"]))
        #expect(reading.genotypes.count == 2)
        #expect(reading.genotypes.allSatisfy { $0.second == nil && $0.genotype.samples[0].isMultiallelic })
    }
}
