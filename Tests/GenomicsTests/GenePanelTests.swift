import FoundationEssentials
import Genomics
import Testing

@Suite struct GenePanelTests {
    static let header =
        "#chromosome\tread start\tread end\tname\tscore\tstrand\ttags\tHGNC id\tHGNC symbol\tinheritance\tcoding start\tcoding end\texon starts\texon ends\tmetadata"
    static let rows = [
        "1\t1000\t1500\tNM_000001.1\t0.0\t+\tMANE Select,basic\t101\tGENE1\tAD\t1230\t1430\t1100,1200,\t1160,1260,\t",
        "chrX\t3000000\t3000500\tNM_000003.1\t0\t-\t\tHGNC:103\tGENE3\tXR\t\t\t3000100,3000200\t3000160,3000260\t",
    ]
    static let phenotypes = [
        "HGNC id\tHGNC symbol\tinheritance\tphenotype MIM number\tphenotype\tPMID",
        "101\tGENE1\tAD\t600185\tDisorder 1\t",
        "103\tGENE3\t\t\tDisorder 2\t", "103\tGENE3\t\t\tDisorder 2\t",
    ]

    static func panel(
        _ transcripts: [String], _ phenotypes: [String] = phenotypes, assembly: Assembly = .grch37
    ) throws -> GenePanelContent {
        try GenePanelContent(
            transcripts: Array((transcripts.joined(separator: "\n") + "\n").utf8),
            phenotypes: Array(phenotypes.joined(separator: "\n").utf8), assembly: assembly)
    }

    @Test func `a panel is read`() throws {
        let panel = try Self.panel(["# Gene panel: a comment", Self.header] + Self.rows)
        let first = try #require(panel.transcripts.first)
        #expect(first.name == TranscriptName("NM_000001.1"))
        #expect(first.gene == .init(hgncID: 101, symbol: "GENE1"))
        #expect(first.contig.name == "1")
        #expect(first.strand == .forward)
        #expect(first.tags == ["MANE Select", "basic"])
        #expect(first.transcription == 1_000..<1_500)
        #expect(first.coding == 1_230..<1_430)
        #expect(first.exons == [1_100..<1_160, 1_200..<1_260])
        #expect(first.inheritance == "AD")
        #expect(panel.transcripts[1].coding == nil)
        #expect(panel.transcripts[1].strand == .reverse)
        #expect(panel.transcripts[1].contig == .x)
        #expect(panel.genes.map(\.hgncID) == [101, 103])
        #expect(
            panel.phenotypes == [
                .init(
                    gene: .init(hgncID: 101, symbol: "GENE1"), inheritance: "AD", mimNumber: 600_185, text: "Disorder 1"
                ),
                .init(
                    gene: .init(hgncID: 103, symbol: "GENE3"), inheritance: "N/A", mimNumber: nil, text: "Disorder 2"),
            ])
        #expect(try Self.panel([Self.header] + Self.rows, [Self.phenotypes[0]]).phenotypes.isEmpty)
    }

    @Test func `canonical bytes depend on the content alone`() throws {
        let panel = try Self.panel([Self.header] + Self.rows)
        let shuffled = ([Self.header] + Self.rows).map { line in
            var fields = line.replacing("#", with: "").split(separator: "\t", omittingEmptySubsequences: false)
            fields.swapAt(1, 13)
            fields[14] = "other metadata"
            return fields.joined(separator: "\t")
        }
        let same = try Self.panel(
            ["# another comment", "#\(shuffled[0])", shuffled[2], "", shuffled[1]],
            [Self.phenotypes[0], Self.phenotypes[2], Self.phenotypes[1]])
        #expect(same == panel)
        #expect(same.canonicalBytes == panel.canonicalBytes)
        #expect(try Self.panel([Self.header] + Self.rows, assembly: .grch38).canonicalBytes != panel.canonicalBytes)
        for (old, new) in [("1430", "1431"), ("AD", "AR"), ("basic", "other"), ("NM_000001.1", "NM_000001.2")] {
            let changed = try Self.panel([Self.header] + Self.rows.map { $0.replacing(old, with: new) })
            #expect(changed.canonicalBytes != panel.canonicalBytes)
        }
    }

    @Test(arguments: [
        ("1\t", "7b\t", "chromosome"), ("\t+\t", "\t*\t", "strand"), ("\t1000\t", "\tx\t", "read start"),
        ("\t1500\t", "\t900\t", "read end"), ("\t1500\t", "\t999999999\t", "read end"),
        ("\t1430\t", "\t\t", "coding end"),
        ("\t1430\t", "\t1600\t", "coding start"), ("1160,1260,", "1160", "exon ends"),
        ("1160,", "1099,", "exon starts"),
        ("1160,", "1205,", "exon starts"), ("1260,", "1600,", "exon starts"), ("\tGENE1", "\t", "HGNC symbol"),
        ("\t101\t", "\tABC\t", "HGNC id"), ("NM_000001.1", " ", "name"),
    ])
    func `faults are told by file, line and column`(old: String, new: String, column: String) throws {
        let row = Self.rows[0].replacing(old, with: new, maxReplacements: 1)
        let error = #expect(throws: GenomicsError.self) { try Self.panel(["# comment", Self.header, row]) }
        #expect(error?.input == .transcripts)
        #expect(error?.line == 3)
        #expect(error?.column == column)
    }

    @Test func `faults of the whole`() throws {
        let rows: [([String], [String], GenomicsError.Input, Int?)] = [
            ([Self.header], Self.phenotypes, .transcripts, nil),
            (Self.rows, Self.phenotypes, .transcripts, 1),
            ([Self.header.replacing("exon ends", with: "ends")] + Self.rows, Self.phenotypes, .transcripts, 1),
            ([Self.header, Self.rows[0], Self.rows[0]], Self.phenotypes, .transcripts, 3),
            ([Self.header] + Self.rows, [], .phenotypes, nil),
            ([Self.header] + Self.rows, [Self.phenotypes[0], "101\tOTHER\tAD\t\tX"], .phenotypes, 2),
            ([Self.header] + Self.rows, [Self.phenotypes[0], "101\tGENE1\tAD\t\t"], .phenotypes, 2),
        ]
        for (transcripts, phenotypes, input, line) in rows {
            let error = #expect(throws: GenomicsError.self) { try Self.panel(transcripts, phenotypes) }
            #expect(error?.input == input)
            #expect(error?.line == line)
        }
    }

    @Test func `a transcript may stand on X and on Y`() throws {
        let row = Self.rows[0].dropFirst(2)
        #expect(try Self.panel([Self.header, "X\t\(row)", "Y\t\(row)"]).transcripts.count == 2)
    }

    static let folders: [(folder: String, name: String?, version: String?)] = [
        ("HBOC_v01.0", "HBOC", "v01.0"), ("X_v1_y", "X", "v1_y"), ("HBOC", nil, nil), ("HBOC_1", nil, nil),
        ("_v1", nil, nil),
        ("A_v", nil, nil),
    ]

    @Test(arguments: folders)
    func `folder names`(folder: String, name: String?, version: String?) {
        let panel = GenePanelName(folder: folder)
        #expect(panel?.name == name)
        #expect(panel?.version == version)
    }

    @Test(
        .enabled(if: SharedData.isPresent, "needs the shared vectors (CISTRON_SHARED)"),
        arguments: [
            ("real_brca_sample_1_hboc_v01", "HBOC_v01.0", 2), ("real_family_of_five", "HBOCUTV_v01.0", 7),
            ("real_na12878_ciliopati", "Ciliopati_v05.0", 158), ("real_hg002_trio", "Mendeliome_v01.0", 4_067),
            ("syn_single", "SYN200_v1.0.0", 209), ("syn_limits", "SYNW71_v1.0.0", 65),
        ])
    func `real panels are read`(folder: String, name: String, count: Int) throws {
        let base = "vectors/\(folder)/panel/\(name)/\(name)"
        let panel = try GenePanelContent(
            transcripts: SharedData.bytes("\(base)_genes_transcripts.tsv"),
            phenotypes: SharedData.bytes("\(base)_phenotypes.tsv"), assembly: .grch37)
        #expect(panel.transcripts.count == count)
        #expect(!panel.phenotypes.isEmpty)
    }
}
