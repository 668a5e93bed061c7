/// What one variant does to one transcript: one entry of the CSQ field.
struct TranscriptConsequence: Sendable {
    /// Sequence Ontology terms, worst first, as VEP orders them.
    var terms: [String]
    var symbol: String
    var hgncID: Int
    /// NCBI gene number or Ensembl gene accession, by source.
    var gene: String
    /// Transcript with version.
    var transcript: String
    var source: Source
    var isForward: Bool
    var maneSelect: String?
    /// `ordinal/total` of the exon or intron touched.
    var exon: String?
    var intron: String?
    /// With the accession: `NM_000492.4:c.1521_1523del`.
    var hgvsCoding: String?
    /// With the accession: `NP_000483.3:p.Phe508del`.
    var hgvsProtein: String?
    var transcriptPosition: String?
    var codingPosition: String?
    var proteinPosition: String?
    /// `M/V`, or one letter when it stays the same.
    var aminoAcids: String?
    /// `Atg/Gtg`.
    var codons: String?
    var existing: String?
    /// Distance to the transcript, for variants outside it.
    var distance: Int?
    var protein: String?

    enum Source: String, Sendable {
        case refSeq = "RefSeq"
        case ensembl = "Ensembl"
    }

    /// The names of the subfields, in the order of ``fields(allele:)``.
    static let header = [
        "Allele", "Consequence", "IMPACT", "SYMBOL", "Gene", "Feature_type", "Feature", "BIOTYPE", "EXON", "INTRON",
        "HGVSc", "HGVSp", "cDNA_position", "CDS_position", "Protein_position", "Amino_acids", "Codons",
        "Existing_variation", "ALLELE_NUM", "DISTANCE", "STRAND", "FLAGS", "SYMBOL_SOURCE", "HGNC_ID", "CANONICAL",
        "MANE_SELECT", "ENSP", "REFSEQ_MATCH", "SOURCE",
    ]

    /// The subfields of the entry; `allele` is the alternative as VEP writes it (`-` for a deletion).
    func fields(allele: String) -> [String] {
        [
            allele, terms.joined(separator: "&"), impact, symbol, gene, "Transcript", transcript, "protein_coding",
            exon ?? "", intron ?? "", hgvsCoding ?? "", hgvsProtein ?? "", transcriptPosition ?? "",
            codingPosition ?? "", proteinPosition ?? "", aminoAcids ?? "", codons ?? "", existing ?? "", "1",
            distance.map(String.init) ?? "", isForward ? "1" : "-1", "",
            source == .refSeq ? "EntrezGene" : "HGNC", String(hgncID), "YES", maneSelect ?? "", protein ?? "", "",
            source.rawValue,
        ]
    }

    /// VEP's impact of the worst term.
    var impact: String {
        switch terms.first ?? "" {
        case "splice_acceptor_variant", "splice_donor_variant", "stop_gained", "frameshift_variant", "stop_lost",
            "start_lost":
            "HIGH"
        case "missense_variant", "inframe_deletion", "inframe_insertion": "MODERATE"
        case "synonymous_variant", "splice_region_variant": "LOW"
        default: "MODIFIER"
        }
    }
}

extension TranscriptConsequence {
    /// The part of an entry that the gene alone decides.
    init(refSeq model: GeneModel, terms: [String]) {
        self.init(
            terms: terms, symbol: model.symbol, hgncID: model.hgncID, gene: String(model.ncbiID),
            transcript: model.transcript, source: .refSeq, isForward: model.isForward, maneSelect: model.maneEnsembl,
            protein: model.protein)
    }
}
