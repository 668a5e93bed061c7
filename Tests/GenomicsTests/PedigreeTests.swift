import Genomics
import Testing

@Suite struct PedigreeTests {
    static func header(_ samples: [String]) throws -> VCFHeader { try VCFReading(vcfHeader(samples)).header }

    static func vcfHeader(_ samples: [String]) -> [UInt8] { vcf(samples: samples, []) }

    static func pedigree(_ lines: [String], _ samples: [String]) throws -> Pedigree {
        var cutter = ChunkCutter()
        guard case .header(let bytes)? = try cutter.push(vcfHeader(samples)).first else {
            throw VCFReading.Missing.header
        }
        let text = lines.map { $0.split(separator: " ").joined(separator: "\t") }.joined(separator: "\n")
        return try Pedigree(Array((text + "\n").utf8), for: VCFHeader(bytes))
    }

    @Test func `a single sample is the affected proband`() throws {
        let header = try Self.header(["S"])
        let pedigree = try Pedigree(single: header)
        #expect(
            pedigree.persons == [
                .init(
                    identifier: "S", family: nil, sex: nil, isAffected: true, isProband: true, father: nil, mother: nil)
            ])
        #expect(pedigree.probands == [0])
        #expect(pedigree.siblings(of: 0).isEmpty)
    }

    @Test func `several samples need a pedigree`() throws {
        let error = #expect(throws: GenomicsError.self) { try VCFReading(Self.vcfHeader(["A", "B"])) }
        #expect(error?.code == .missingPedigree)
    }

    @Test func `a family of five in the order of the VCF file`() throws {
        let pedigree = try Self.pedigree(
            [
                "# comment", "FAM P F M 1 2 1", "FAM F 0 0 1 1 0", "FAM M 0 0 2 1 0", "FAM S1 F M 1 1 0",
                "FAM S2 F M 2 2 0", "FAM NOTHERE 0 0 1 1 0",
            ], ["S2", "M", "P", "F", "S1"])
        #expect(pedigree.persons.map(\.identifier) == ["S2", "M", "P", "F", "S1"])
        #expect(pedigree.probands == [2])
        let proband = pedigree.persons[2]
        #expect((proband.father, proband.mother) == (3, 1))
        #expect(proband.sex == .male)
        #expect(pedigree.persons.map(\.isAffected) == [true, false, true, false, false])
        #expect(pedigree.siblings(of: 2) == [0, 4])
        #expect(pedigree.siblings(of: 3).isEmpty)
    }

    @Test func `founders are no siblings of a proband without parents`() throws {
        let pedigree = try Self.pedigree(
            ["FAM P 0 0 1 2 1", "FAM F 0 0 1 1 0", "FAM M 0 0 2 1 0", "FAM S F M 2 1 0"], ["P", "F", "M", "S"])
        #expect(pedigree.siblings(of: 0).isEmpty)
        #expect(pedigree.siblings(of: 3).isEmpty)
    }

    @Test func `where nobody has parents the others are siblings`() throws {
        let pedigree = try Self.pedigree(["FAM P 0 0 1 2 1", "FAM S 0 0 0 1 0"], ["P", "S"])
        #expect(pedigree.siblings(of: 0) == [1])
        #expect(pedigree.persons[1].sex == nil)
    }

    @Test func `one shared parent, the other unknown for both`() throws {
        let pedigree = try Self.pedigree(
            ["FAM P F 0 1 2 1", "FAM F 0 0 1 1 0", "FAM S F 0 2 1 0"], ["P", "F", "S"])
        #expect(pedigree.siblings(of: 0) == [2])
    }

    static let faults: [(lines: [String], line: Int?, column: String?)] = [
        (["FAM P F M 1 2"], 1, String?.none), (["FAM P 0 0 1 2 1", "", "FAM F 0 0 1 1 0"], 2, nil),
        (["FAM P 0 0 1 2 1", "FAM F 0 0 1 1 0", "FAM P 0 0 1 2 1"], 3, "sample_id"),
        (["FAM P 0 0 1 2 1"], nil, "sample_id"),
        (["FAM P F X 1 2 1", "FAM F 0 0 1 1 0"], 1, "mother_id"),
        (["FAM P P 0 1 2 1", "FAM F 0 0 1 1 0"], 1, "father_id"),
        (["FAM P F 0 0 2 1", "FAM F P 0 0 1 0"], 1, "sample_id"),
        (["FAM P F 0 1 2 1", "FAM F 0 0 2 1 0"], 1, "father_id"),
        (["FAM P 0 F 1 2 1", "FAM F 0 0 1 1 0"], 1, "mother_id"),
        (["FAM P 0 0 1 2 0", "FAM F 0 0 1 1 0"], nil, "proband"),
        (["FAM P 0 0 1 2 1", "FAM F 0 0 1 1 1"], 2, "proband"),
        (["FAM P 0 0 1 2 1", "FAM2 F 0 0 1 1 0"], 2, "family_id"),
    ]

    @Test(arguments: faults)
    func `faults are told by line and column`(lines: [String], line: Int?, column: String?) throws {
        let error = #expect(throws: GenomicsError.self) { try Self.pedigree(lines, ["P", "F"]) }
        #expect(error?.input == .pedigree)
        #expect(error?.line == line)
        #expect(error?.column == column)
        #expect(error?.allowed.isEmpty == false)
    }
}
