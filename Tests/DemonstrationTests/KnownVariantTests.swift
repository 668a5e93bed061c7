import Testing

@testable import Demonstration

@Suite struct KnownVariantTests {
    private let vcf = ParsedVCF.standard

    /// Name of the record, entry on the RefSeq transcript, genotypes of proband, father and mother.
    static let expected: [(String, String, String, String, [[Int]])] = [
        ("1:45797228 C>T", "NM_001128425.2:c.1187G>A", "p.Gly396Asp", "missense_variant", [[0, 0], [0, 1], [0, 0]]),
        ("1:76226846 A>G", "NM_000016.6:c.985A>G", "p.Lys329Glu", "missense_variant", [[0, 1], [0, 1], [0, 0]]),
        (
            "1:216420436 TC>T", "NM_206933.4:c.2299del", "p.Glu767SerfsTer21", "frameshift_variant",
            [[0, 1], [0, 1], [0, 0]]
        ),
        ("6:26093141 G>A", "NM_000410.4:c.845G>A", "p.Cys282Tyr", "missense_variant", [[0, 1], [0, 1], [0, 0]]),
        (
            "7:117199644 ATCT>A", "NM_000492.4:c.1521_1523del", "p.Phe508del", "inframe_deletion",
            [[0, 1], [0, 1], [0, 0]]
        ),
        ("7:117227832 G>T", "NM_000492.4:c.1624G>T", "p.Gly542Ter", "stop_gained", [[0, 1], [0, 0], [0, 1]]),
        ("11:71146886 C>G", "NM_001360.3:c.964-1G>C", "", "splice_acceptor_variant", [[0, 1], [0, 1], [0, 0]]),
        ("12:103234271 G>A", "NM_000277.3:c.1222C>T", "p.Arg408Trp", "missense_variant", [[0, 1], [0, 0], [0, 1]]),
        ("12:112915523 A>G", "NM_002834.5:c.922A>G", "p.Asn308Asp", "missense_variant", [[0, 1], [0, 0], [0, 0]]),
        (
            "13:20763685 AC>A", "NM_004004.6:c.35del", "p.Gly12ValfsTer2", "frameshift_variant",
            [[0, 1], [0, 0], [0, 1]]
        ),
        ("13:52518281 G>T", "NM_000053.4:c.3207C>A", "p.His1069Gln", "missense_variant", [[0, 1], [0, 0], [0, 1]]),
        (
            "17:41209079 T>TG", "NM_007294.4:c.5266dup", "p.Gln1756ProfsTer74", "frameshift_variant",
            [[0, 0], [0, 0], [0, 1]]
        ),
        ("17:78078341 T>G", "NM_000152.5:c.-32-13T>G", "", "intron_variant", [[0, 1], [0, 0], [0, 1]]),
    ]

    @Test(arguments: expected)
    func isInTheFileUnderItsPublishedName(
        name: String, coding: String, protein: String, term: String, genotypes: [[Int]]
    ) throws {
        let record = try #require(vcf.records.first { $0.name == name })
        let entry = try #require(record.consequences.first)
        #expect(entry["HGVSc"] == coding)
        #expect(entry["HGVSp"]?.split(separator: ":").last.map(String.init) ?? "" == protein)
        #expect(entry["Consequence"] == term)
        #expect(record.genotypes == genotypes.map(Optional.some))
        #expect(entry["Existing_variation"]?.hasPrefix("rs") == true)
        #expect(record.columns[6] == "PASS")
    }

    @Test func noneIsMissingFromTheExpectations() {
        #expect(KnownVariant.all.count == Self.expected.count)
    }

    /// Name, place and bases were taken from different sources; the gene model must connect them.
    @Test(arguments: KnownVariant.all.filter { $0.variant.reference.count == $0.variant.alternative.count })
    func substitutionsAreNamedTheSameByTheGeneModel(known: KnownVariant) throws {
        let model = GeneModel.named(known.symbol)
        let number = try #require(model.codingNumber(model.place(known.variant.position - 1)))
        func strand(_ base: String) throws -> Character {
            let base = try #require(Base.allCases.first { String($0.letter) == base })
            return model.isForward ? base.letter : base.complement.letter
        }
        let change = try "\(strand(known.variant.reference))>\(strand(known.variant.alternative))"
        #expect(known.coding == "c.\(number)\(change)")
        guard let protein = known.protein, let amino = known.aminoAcids, let digits = Int(number) else { return }
        let names = amino.split(separator: "/").map { Codon.threeLetter($0.first ?? "*") }
        #expect(protein == "p.\(names[0])\((digits + 2) / 3)\(names[1])")
    }

    @Test func theDeletionOfPhenylalanine508IsPlacedLikeVEPDoes() throws {
        let record = try #require(vcf.records.first { $0.name == "7:117199644 ATCT>A" })
        let refSeq = try #require(record.consequences.first)
        #expect(refSeq["Allele"] == "-")
        #expect(refSeq["EXON"] == "11/27")
        #expect([refSeq["CDS_position"], refSeq["Protein_position"]] == ["1520-1522", "507-508"])
        #expect([refSeq["cDNA_position"], refSeq["Codons"]] == ["1590-1592", "aTCTtt/att"])
        let ensembl = try #require(record.consequences.last)
        #expect(ensembl["HGVSc"] == "ENST00000003084.6:c.1521_1523del")
        #expect(ensembl["SOURCE"] == "Ensembl")
    }

    @Test func theFiltersLeaveAShortListWithTheStoryInIt() {
        let dominant = Set(GeneModel.all.filter { $0.inheritance == "AD" }.map(\.symbol))
        var common: [String] = []
        var silent: [String] = []
        var left: [String] = []
        for record in vcf.records where record.proband.contains(1) {
            let entry = record.consequences[0]
            let coding = entry["HGVSc"] ?? ""
            let limit =
                dominant.contains(entry["SYMBOL"] ?? "")
                ? FilterConfigurationDocument.dominantLimit : FilterConfigurationDocument.defaultLimit
            let terms = Set((entry["Consequence"] ?? "").split(separator: "&").map(String.init))
            if max(record.frequency("GNOMAD_EXOMES"), record.frequency("GNOMAD_GENOMES")) >= limit {
                common.append(coding)
            } else if !terms.isDisjoint(with: FilterConfigurationDocument.removedTerms),
                terms.isDisjoint(with: FilterConfigurationDocument.keptTerms)
            {
                silent.append(coding)
            } else {
                left.append(coding)
            }
        }
        #expect(10...40 ~= left.count)
        #expect(common.contains("NM_000410.4:c.845G>A"))
        #expect(silent.contains("NM_000152.5:c.-32-13T>G"))
        #expect(
            Set(left).isSuperset(of: [
                "NM_000492.4:c.1521_1523del", "NM_000492.4:c.1624G>T", "NM_002834.5:c.922A>G",
                "NM_000277.3:c.1222C>T", "NM_001360.3:c.964-1G>C", "NM_004004.6:c.35del",
            ]))
    }
}
