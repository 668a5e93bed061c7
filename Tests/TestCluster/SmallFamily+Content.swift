package import PublicAPI

extension SmallFamily {
    /// A gene of the panel: one exon, all of it coding.
    private struct Gene {
        var chromosome: String
        var hgncID: Int
        var symbol: String
        var transcript: String
    }

    private static let genes = [
        Gene(chromosome: "1", hgncID: 900_001, symbol: "FIRST1", transcript: "NM_900001.1"),
        Gene(chromosome: "2", hgncID: 900_002, symbol: "SECOND2", transcript: "NM_900002.1"),
    ]
    private static let start = 1_000_000
    private static let end = 2_000_000

    // ── Catalogue ──

    /// Where the panel is deposited.
    package var panelPath: String { "/api/v1/panels/\(panel)/\(panelVersion)" }
    /// Where the filter configuration is deposited.
    package var filterPath: String { "/api/v1/filter-configurations/small" }

    /// The panel: two genes of GRCh37.
    package var panelDeposit: PanelDeposit {
        let transcripts = Self.genes.map { gene in
            "\(gene.chromosome)\t\(Self.start)\t\(Self.end)\t\(gene.transcript)\t0\t+\t\t\(gene.hgncID)\t\(gene.symbol)\tAD\t"
                + "\(Self.start)\t\(Self.end)\t\(Self.start)\t\(Self.end)\n"
        }
        let header =
            "#chromosome\tread start\tread end\tname\tscore\tstrand\ttags\tHGNC id\tHGNC symbol\tinheritance\t"
            + "coding start\tcoding end\texon starts\texon ends\n"
        let phenotypes = Self.genes.map { "\($0.hgncID)\t\($0.symbol)\tAD\t\tCondition of \($0.symbol)\n" }
        return PanelDeposit(
            assembly: "GRCh37", genesTranscripts: header + transcripts.joined(),
            phenotypes: "HGNC id\tHGNC symbol\tinheritance\tphenotype MIM number\tphenotype\n" + phenotypes.joined())
    }

    /// The filter configuration: one step, which removes what is common in gnomAD's exomes.
    package static let filterConfiguration = """
        {
          "filters": [
            {
              "name": "frequency",
              "config": {
                "groups": { "external": { "GNOMAD_EXOMES": ["G"] } },
                "num_thresholds": { "GNOMAD_EXOMES": { "G": 2000 } },
                "thresholds": { "AD": { "external": 0.005 }, "default": { "external": 0.01 } }
              }
            }
          ]
        }
        """

    // ── Variants ──

    /// The VCF before compression.
    package var vcfText: String { header + records.map { $0 + "\n" }.joined() }

    /// The header of the VCF.
    package var header: String {
        let columns = ["#CHROM", "POS", "ID", "REF", "ALT", "QUAL", "FILTER", "INFO", "FORMAT"] + samples
        return """
            ##fileformat=VCFv4.2
            ##contig=<ID=1,length=249250621,assembly=GRCh37>
            ##contig=<ID=2,length=243199373,assembly=GRCh37>
            ##INFO=<ID=GNOMAD_EXOMES__AF,Number=A,Type=Float,Description="Allele frequency">
            ##INFO=<ID=GNOMAD_EXOMES__AN,Number=1,Type=Integer,Description="Allele number">
            ##INFO=<ID=CSQ,Number=.,Type=String,Description="Consequence annotations from Ensembl VEP. Format: \(Self.csqFormat)">
            ##FORMAT=<ID=GT,Number=1,Type=String,Description="Genotype">
            ##FORMAT=<ID=AD,Number=R,Type=Integer,Description="Allelic depths">
            ##FORMAT=<ID=DP,Number=1,Type=Integer,Description="Read depth">
            ##FORMAT=<ID=GQ,Number=1,Type=Integer,Description="Genotype quality">
            \(columns.joined(separator: "\t"))

            """
    }

    private static let csqFormat =
        "Allele|Consequence|IMPACT|SYMBOL|Gene|Feature_type|Feature|BIOTYPE|HGVSc|HGVSp|ALLELE_NUM|STRAND|HGNC_ID|CANONICAL|SOURCE"

    /// The records of the VCF in the order of the file: those of the first gene, then those of the second.
    package var records: [String] {
        let total = variants + commonVariants
        let inFirst = (total + 1) / 2
        let good = (0..<total).map { index in
            let gene = index < inFirst ? Self.genes[0] : Self.genes[1]
            let ordinal = index < inFirst ? index : index - inFirst
            return record(ordinal, in: gene, isCommon: index >= variants, index: index)
        }
        return good + (0..<brokenRecords).map { _ in "2\tnowhere\t.\tA\tG\t50\tPASS\t.\tGT\(calls(0))" }
    }

    private func record(_ ordinal: Int, in gene: Gene, isCommon: Bool, index: Int) -> String {
        let position = Self.start + 101 + 30 * ordinal
        let coding = position - Self.start
        let consequence =
            "G|missense_variant|MODERATE|\(gene.symbol)|\(gene.hgncID)|Transcript|\(gene.transcript)|protein_coding|"
            + "\(gene.transcript):c.\(coding)A>G|NP_900001.1:p.Lys\(coding / 3 + 1)Arg|1|1|\(gene.hgncID)|YES|RefSeq"
        let frequency = isCommon ? "0.2" : "0.0001"
        return
            "\(gene.chromosome)\t\(position)\t.\tA\tG\t500\tPASS\tGNOMAD_EXOMES__AF=\(frequency);GNOMAD_EXOMES__AN=100000;"
            + "CSQ=\(consequence)\tGT:AD:DP:GQ\(calls(index))"
    }

    /// The proband has every variant, the parents every other one.
    private func calls(_ index: Int) -> String {
        samples.indices.map { sample in
            let isCarrier = sample == 0 || (index + sample).isMultiple(of: 2)
            return isCarrier ? "\t0/1:20,20:40:99" : "\t0/0:40,0:40:99"
        }.joined()
    }
}
