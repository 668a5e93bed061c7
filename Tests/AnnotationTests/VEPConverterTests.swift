import Testing

@testable import Annotation

/// The rules of the behavioural specification, 3.4, and the defects of W-15 repaired.
@Suite struct VEPConverterTests {
    private static let names = [
        "Allele", "Consequence", "SYMBOL", "Gene", "Feature_type", "Feature", "EXON", "INTRON", "HGVSc", "HGVSp",
        "Amino_acids", "Codons", "Existing_variation", "ALLELE_NUM", "STRAND", "HGNC_ID", "CANONICAL", "SOURCE",
        "MANE_SELECT",
    ]

    private static func entry(_ fields: [String: String]) -> String {
        let all = [
            "Allele": "T", "Consequence": "missense_variant", "SYMBOL": "BRCA2", "Gene": "ENSG1",
            "Feature_type": "Transcript", "Feature": "NM_000059.3", "STRAND": "1", "HGNC_ID": "1101",
        ].merging(fields) { $1 }
        return names.map { all[$0] ?? "" }.joined(separator: "|")
    }

    private static func converter(genes: (any GeneResolver)? = nil, names: [String] = names) throws
        -> AnnotationConverter
    {
        let description = "Consequence annotations from Ensembl VEP. Format: " + names.joined(separator: "|")
        return try AnnotationTests.converter(
            "vep", #"{"source": "CSQ", "target": "transcripts"}"#,
            header: ["CSQ": InfoField(description: description)], genes: genes)
    }

    private static func convert(
        _ entries: [String: String]..., genes: (any GeneResolver)? = nil, allele: AlleleContext = .only
    ) throws -> ConvertedAnnotation {
        try converter(genes: genes)("CSQ=" + entries.map(entry).joined(separator: ","), allele: allele)
    }

    @Test func aWholeEntry() throws {
        let converted = try Self.convert([
            "Consequence": "splice_region_variant&missense_variant", "EXON": "3/3", "CANONICAL": "YES",
            "HGVSc": "NM_000059.3:c.-15A>C", "HGVSp": "NP_000050.2:p.Leu5%3D", "Amino_acids": "L/P",
            "Codons": "cTt/cCt",
            "Existing_variation": "rs12&COSM1&rs7", "MANE_SELECT": "ENST00000380152.8",
        ])
        #expect(
            String(decoding: converted.document, as: UTF8.self) == """
                {"transcripts":[{"HGVSc":"c.-15A>C","HGVSc_short":"c.-15A>C","HGVSp":"p.Leu5=","amino_acids":"L/P",\
                "coding_region_distance":-15,"codons":"cTt/cCt",\
                "consequences":["missense_variant","splice_region_variant"],"dbsnp":["rs12","rs7"],"exon":"3/3",\
                "exon_distance":0,"hgnc_id":1101,"in_last_exon":"yes","is_canonical":true,\
                "mane_select":"ENST00000380152.8","protein":"NP_000050.2","strand":1,"symbol":"BRCA2",\
                "transcript":"NM_000059.3"}]}
                """)
        #expect(converted.warnings == [])
    }

    @Test(
        arguments: [
            ("1100", 1100), ("HGNC:1100", 1100), ("HGNC:HGNC:1100", 1100), ("", nil), ("HGNC:", nil), ("ENSG1", nil),
        ] as [(String, Int?)])
    func geneIDs(_ text: String, _ id: Int?) throws {
        let converted = try Self.convert(["HGNC_ID": text])
        #expect(converted.transcripts.map(\.hgncID) == [id])
        #expect(converted.transcripts.map(\.symbol) == ["BRCA2"])
        #expect(converted.warnings.map(\.kind) == (id == nil && !text.isEmpty ? [.unknownGene] : []))
        #expect(
            String(decoding: converted.document, as: UTF8.self).contains(#""hgnc_id":\#(id.map { "\($0)" } ?? "null")"#)
        )
    }

    @Test func aGeneIsKnownByItsNeighbours() throws {
        let converted = try Self.convert(
            ["Feature": "NM_1.1", "Gene": "675", "HGNC_ID": "", "SYMBOL": ""],
            ["Feature": "NM_2.1", "Gene": "675", "HGNC_ID": "1101"],
            ["Feature": "NM_3.1", "Gene": "999", "HGNC_ID": "", "SYMBOL": "BRCA2"],
            ["Feature": "NM_4.1", "Gene": "998", "HGNC_ID": "", "SYMBOL": "ELSE"],
            ["Feature": "NM_5.1", "Gene": "997", "HGNC_ID": "", "SYMBOL": "NOBODY"],
            genes: SymbolGeneResolver([(hgncID: 5, symbol: "else"), (hgncID: 1101, symbol: "BRCA2")]))
        #expect(converted.transcripts.map(\.hgncID) == [1101, 1101, 1101, 5, nil])
        #expect(converted.transcripts.map(\.symbol) == ["BRCA2", "BRCA2", "BRCA2", "ELSE", "NOBODY"])
    }

    @Test(arguments: [
        ("3/3", true), ("2/3", false), ("", false), ("3-4/4", false), ("x", false),
    ])
    func lastExon(_ exon: String, _ isLast: Bool) throws {
        #expect(try Self.convert(["EXON": exon]).transcripts.map(\.isInLastExon) == [isLast])
    }

    @Test func onlyCuratedTranscriptsAreKept() throws {
        let converted = try Self.convert(
            ["Feature": "XM_1.1"], ["Feature": "NR_1.1"], ["Feature": "LRG_1t1"], ["Feature": "ENST00000000001"],
            ["Feature": "ENSR0001", "Feature_type": "RegulatoryFeature"], ["Feature": "NM_1.1"], ["Feature": "XM_2.1"],
            ["Feature": "rna1"], ["Feature": "", "Feature_type": ""])
        #expect(converted.transcripts.map(\.transcript) == ["ENST00000000001", "NM_1.1", "NR_1.1"])
        #expect(
            converted.droppedFeatures
                == ["XM_": 2, "LRG_": 1, "RegulatoryFeature": 1, "other transcript": 1, "no feature": 1])
    }

    @Test(arguments: [
        (["RefSeq", "RefSeq_gff", "RefSeq_Interim_gff"], 1, 0), (["RefSeq", "RefSeq_Interim_gff"], 1, 0),
        (["RefSeq", "RefSeq"], 0, 1), (["Ensembl", "Ensembl"], 0, 1), (["", "RefSeq"], 1, 0), (["", ""], 0, 1),
    ])
    func theBestSourceOfADuplicateWins(_ sources: [String], _ winner: Int, _ warnings: Int) throws {
        let entries = sources.enumerated().map { Self.entry(["SOURCE": $0.element, "Codons": "c\($0.offset)"]) }
        let converted = try Self.converter()("CSQ=" + entries.joined(separator: ","))
        #expect(converted.transcripts.map(\.codons) == ["c\(winner)"])
        #expect(converted.warnings.map(\.kind) == Array(repeating: .duplicateTranscript, count: warnings))
    }

    @Test func unknownTermsAreKeptAndReported() throws {
        let converted = try Self.convert(["Consequence": "stop_gained&brand_new_variant"])
        #expect(converted.transcripts[0].consequences.map(\.rawValue) == ["brand_new_variant", "stop_gained"])
        #expect(
            converted.warnings == [
                AnnotationWarning(.unknownConsequence, at: "INFO CSQ → transcripts", value: "brand_new_variant")
            ])
    }

    @Test(arguments: [
        (["STRAND": ""], "expected 1 or -1 as STRAND"), (["STRAND": "x"], "expected 1 or -1 as STRAND"),
        (["HGVSp": "p.Leu5Pro"], "expected ACCESSION:NAME as HGVSp"),
        (["HGVSc": "c.5A>G"], "expected ACCESSION:NAME as HGVSc"),
    ])
    func faultyEntriesAreQuarantined(_ fields: [String: String], _ reason: String) throws {
        let error = #expect(throws: AnnotationError.self) { try Self.convert(fields) }
        #expect(error?.code == .value)
        #expect(error?.description.hasPrefix("INFO CSQ → transcripts: \(reason)") == true)
    }

    @Test func unevenEntries() throws {
        let converter = try Self.converter()
        let full = Self.entry([:])
        #expect(try converter("CSQ=\(full)||").warnings.map(\.value) == ["1 of 1 entries"])
        #expect(try converter("CSQ=\(full)||").transcripts == converter("CSQ=\(full)").transcripts)
        #expect(throws: AnnotationError.self) { try converter("CSQ=\(full)|x") }
        let short = full.split(separator: "|", omittingEmptySubsequences: false).prefix(16).joined(separator: "|")
        #expect(try converter("CSQ=\(short)").transcripts == converter("CSQ=\(full)").transcripts)
        #expect(try converter("CSQ=\(short)").warnings.map(\.kind) == [.unevenEntry])
    }

    @Test func headerFaultsAreFoundBeforeTheFirstRecord() throws {
        let error = #expect(throws: AnnotationError.self) { try Self.converter(names: ["Allele", "Consequence"]) }
        #expect(error?.code == .header)
        #expect(error?.reason.contains("lacks Feature, Feature_type, STRAND") == true)
        #expect(throws: AnnotationError.self) { try Self.converter(names: []) }
        // A file without the field is fine; a record with it is not.
        let converter = try AnnotationTests.converter("vep", #"{"source": "CSQ", "target": "transcripts"}"#)
        #expect(try converter.document("A=1") == "{}")
        #expect(throws: AnnotationError.self) { try converter("CSQ=a|b") }
    }

    @Test(arguments: [
        (AlleleContext(reference: "A", alternates: ["C", "G"], index: 1), ["C", "G"], ["NM_1.1"]),
        (AlleleContext(reference: "CA", alternates: ["C", "CAT"], index: 0), ["AT", "-"], ["NM_1.1"]),
        (AlleleContext(reference: "CA", alternates: ["C", "CAT"], index: 1), ["-", "AT"], ["NM_1.1"]),
        (AlleleContext(reference: "CA", alternates: ["C", "GAT"], index: 1), ["C", "GAT"], ["NM_1.1"]),
        (AlleleContext(reference: "C", alternates: ["G", "T"], index: 1), ["G", "N"], ["NM_1.1"]),
    ])
    func entriesOfOneAllele(_ allele: AlleleContext, _ names: [String], _ transcripts: [String]) throws {
        let entries = names.enumerated().map { Self.entry(["Allele": $0.element, "Feature": "NM_\($0.offset).1"]) }
        let converted = try Self.converter()("CSQ=" + entries.joined(separator: ","), allele: allele)
        #expect(converted.transcripts.map(\.transcript) == transcripts)
        #expect(converted.warnings.map(\.kind) == (names.contains("N") ? [.unmatchedAllele] : []))
    }

    @Test func allelesByNumber() throws {
        let allele = AlleleContext(reference: "A", alternates: ["C", "G"], index: 1)
        let converted = try Self.convert(
            ["ALLELE_NUM": "1", "Feature": "NM_1.1"], ["ALLELE_NUM": "2", "Feature": "NM_2.1"], allele: allele)
        #expect(converted.transcripts.map(\.transcript) == ["NM_2.1"])
    }

    @Test func aStoredDocumentReadsBack() throws {
        let converted = try Self.convert(
            ["HGVSc": "NM_000059.3:c.5_6insACGTACGTAC", "INTRON": "1/2"], ["Feature": "ENST00000000001", "HGNC_ID": ""])
        let document = try AnnotationDocument(decoding: converted.document)
        #expect(document.transcripts == converted.transcripts)
        #expect(document.encoded() == converted.document)
        #expect(document.transcripts[1].hgvscShort == "c.5_6ins(10)")
        #expect(document.transcripts[1].hgvscInsertion == "ACGTACGTAC")
    }
}
