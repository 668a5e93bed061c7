import Genomics
import Testing

@Suite struct ReferenceTests {
    @Test(arguments: [
        ("GRCh37", Assembly.grch37), ("grch37.p13", .grch37), ("hg19", .grch37), ("b37", .grch37), ("hs37d5", .grch37),
        ("GRCh38", .grch38), ("GRCh38.p14", .grch38), ("hg38", .grch38),
    ])
    func `assemblies have many names`(name: String, assembly: Assembly) {
        #expect(Assembly(name: name) == assembly)
    }

    @Test(arguments: ["", "hg18", "NCBI36", "GRCh39", "GRCh37.px", "GRCm38"])
    func `other assemblies are unknown`(name: String) {
        #expect(Assembly(name: name) == nil)
    }

    @Test(arguments: [
        ("1", "1"), ("chr1", "1"), ("Chr22", "22"), ("X", "X"), ("chrY", "Y"), ("M", "MT"), ("MT", "MT"),
        ("chrM", "MT"),
        ("chrMT", "MT"), ("NC_000001.10", "1"), ("NC_000023.10", "X"), ("NC_000024.9", "Y"), ("NC_012920.1", "MT"),
    ])
    func `contigs have many names`(name: String, canonical: String) {
        #expect(Contig(name, in: .grch37)?.name == canonical)
    }

    @Test(arguments: [
        "", "chr", "0", "23", "25", "01", "x1", "GL000191.1", "chrUn_gl000211", "hs37d5", "NC_000001.11", "NC_000001",
        "chr1_random", "1 ",
    ])
    func `other contigs are unknown`(name: String) {
        #expect(Contig(name, in: .grch37) == nil)
    }

    @Test func `accessions belong to an assembly`() {
        #expect(Contig("NC_000001.11", in: .grch38)?.name == "1")
        #expect(Contig("NC_000001.10", in: .grch38) == nil)
        #expect(Contig("NC_000007.14", in: .grch38)?.name == "7")
        #expect(Contig("NC_012920.1", in: .grch38)?.name == "MT")
    }

    @Test func `contigs are in genome order`() {
        #expect(Contig.all.map(\.name) == (1...22).map(String.init) + ["X", "Y", "MT"])
        #expect(Contig.all == Contig.all.sorted())
        #expect(Assembly.grch38.length(of: .x) == 156_040_895)
        #expect(Assembly.allCases.allSatisfy { $0.length(of: .mitochondrion) == 16_569 })
    }

    @Test(arguments: [
        (
            Assembly.grch37, Contig.x, [60_001, 2_699_520, 154_931_044, 155_260_560],
            [60_000, 2_699_521, 154_931_043, 155_260_561]
        ),
        (.grch37, .y, [10_001, 2_649_520, 59_034_050, 59_363_566], [10_000, 2_649_521, 59_034_049, 59_363_567]),
        (.grch38, .x, [10_001, 2_781_479, 155_701_383, 156_030_895], [10_000, 2_781_480, 155_701_382, 156_030_896]),
        (.grch38, .y, [10_001, 2_781_479, 56_887_903, 57_217_415], [10_000, 2_781_480, 56_887_902, 57_217_416]),
    ])
    func `borders of the pseudoautosomal regions`(assembly: Assembly, contig: Contig, inside: [Int], outside: [Int]) {
        for position in inside { #expect(assembly.isPseudoautosomal(position, on: contig)) }
        for position in outside { #expect(!assembly.isPseudoautosomal(position, on: contig)) }
        #expect(assembly.pseudoautosomalRegions(of: .mitochondrion).isEmpty)
    }
}
