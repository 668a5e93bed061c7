import Genomics
import Testing

@Suite struct VCFHeaderTests {
    static let columns = "#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT"

    static func header(_ lines: [String], columns: String = columns + "\tA\tB") throws -> VCFHeader {
        try VCFHeader(Array((["##fileformat=VCFv4.2"] + lines + [columns]).joined(separator: "\n").utf8))
    }

    @Test func `definitions lose their quotes and keep their text`() throws {
        let header = try Self.header([
            ##"##INFO=<ID=CSQ,Number=.,Type=String,Description="Consequences, \"quoted\". Format: Allele|SYMBOL">"##,
            "##FORMAT=<ID=GT,Number=1,Type=String,Description=\"\">", "##FILTER=<ID=q10,Description=\"a > b\">",
            "##contig=<ID=chr1,length=248956422,assembly=GRCh38>", "##source=anything goes", "##odd",
        ])
        #expect(header.version == "VCFv4.2")
        #expect(header.samples == ["A", "B"])
        #expect(header.lineCount == 8)
        #expect(header.info["CSQ"]?.text == #"Consequences, "quoted". Format: Allele|SYMBOL"#)
        #expect(header.info["CSQ"]?.number == ".")
        #expect(header.format["GT"]?.type == "String")
        #expect(header.filter["q10"]?.text == "a > b")
        #expect(header.contigs == [.init(id: "chr1", length: 248_956_422, assembly: "GRCh38")])
    }

    @Test func `carriage returns are no part of names`() throws {
        let text = "##fileformat=VCFv4.3\r\n##contig=<ID=1>\r\n\(Self.columns)\tA\r\n"
        let header = try VCFHeader(Array(text.utf8))
        #expect(header.samples == ["A"])
        #expect(header.version == "VCFv4.3")
    }

    @Test(arguments: [
        (["##contig=<ID=1,length=249250621>"], VCFHeader.AssemblyEvidence.one(.grch37)),
        (["##contig=<ID=chrX,length=156040895>"], .one(.grch38)),
        (["##contig=<ID=1,length=249250621>", "##contig=<ID=2,length=242193529>"], .conflicting),
        (["##contig=<ID=1,assembly=b37>"], .one(.grch37)),
        (["##contig=<ID=1,length=5>", "##reference=file:///x/human_g1k_v37.fasta.gz"], .one(.grch37)),
        (["##reference=GRCh38"], .one(.grch38)),
        (["##contig=<ID=MT,length=16569>"], .none), (["##reference=mouse.fa"], .none), ([], .none),
    ])
    func `the assembly shows in lengths, then in names`(lines: [String], evidence: VCFHeader.AssemblyEvidence) throws {
        #expect(try Self.header(lines).assemblyEvidence == evidence)
    }

    @Test func `a contradicted assembly is refused`() throws {
        let header = try Self.header(["##contig=<ID=chr1,length=248956422>"])
        try header.check(.grch38)
        let error = #expect(throws: GenomicsError.self) { try header.check(.grch37) }
        #expect(error?.code == .wrongAssembly)
        try Self.header([]).check(.grch37)
    }

    @Test func `the mitochondrion of hg19 has other coordinates`() throws {
        let header = try Self.header(["##contig=<ID=chrM,length=16571>"])
        #expect(header.contig(named: "chrM", in: .grch37) == nil)
        #expect(
            try Self.header(["##contig=<ID=chrM,length=16569>"]).contig(named: "chrM", in: .grch37) == .mitochondrion)
        #expect(try Self.header([]).contig(named: "chrM", in: .grch37) == .mitochondrion)
    }

    @Test func `faults are told by line and column`() throws {
        let cases: [(String, GenomicsError.Code, Int?, String?)] = [
            ("", .notAVCF, 1, nil), ("not a vcf\n", .notAVCF, 1, nil), ("##fileformat=BCFv2\n", .notAVCF, 1, nil),
            ("##fileformat=VCFv4.2\n##x=y\n", .missingColumnLine, 2, nil),
            ("##fileformat=VCFv4.2\n\(Self.columns)\n", .noSamples, 2, nil),
            ("##fileformat=VCFv4.2\n#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\n", .noSamples, 2, nil),
            ("##fileformat=VCFv4.2\n\(Self.columns)\tA\tB\tA\n", .duplicateSample, 2, "sample 3"),
            ("##fileformat=VCFv4.2\n\(Self.columns)\tA\t\n", .wrongColumns, 2, "sample 2"),
            ("##fileformat=VCFv4.2\n#CHROM POS ID\n", .wrongColumns, 2, "#CHROM"),
            ("##fileformat=VCFv4.2\n#CHROM\tPOS\tREF\tID\tALT\n", .wrongColumns, 2, "ID"),
            ("##fileformat=VCFv4.2\n##INFO=<Number=1>\n\(Self.columns)\tA\n", .invalidHeader, 2, nil),
            ("##fileformat=VCFv4.2\n##INFO=<ID=A,Description=\"open>\n\(Self.columns)\tA\n", .invalidHeader, 2, nil),
        ]
        for (text, code, line, column) in cases {
            let error = #expect(throws: GenomicsError.self) { try VCFHeader(Array(text.utf8)) }
            #expect(error?.code == code, "\(text)")
            #expect(error?.line == line, "\(text)")
            #expect(error?.column == column, "\(text)")
        }
    }

    @Test func `an error quotes what was found on one short line, and not in its description`() throws {
        let name = "Sam\u{7}ple" + String(repeating: "x", count: 100)
        let error = #expect(throws: GenomicsError.self) {
            try Self.header([], columns: "\(Self.columns)\t\(name)\t\(name)")
        }
        let found = try #require(error?.found)
        #expect(found.hasPrefix(#"Sam\u{07}plex"#))
        #expect(found.hasSuffix("…"))
        #expect(found.count < 60)
        #expect(error?.explanation.contains("Sam") == true)
        #expect(error?.description.contains("Sam") == false)
    }
}
