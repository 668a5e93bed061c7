/// A published variant at its true place on GRCh37.
///
/// Names, positions and alleles are public facts (ClinVar, the literature); the genotypes are invented.
struct KnownVariant: Sendable {
    var symbol: String
    var variant: SmallVariant
    /// HGVS without the accession, the protein in three-letter form.
    var coding: String
    var protein: String?
    var terms: [String]
    var aminoAcids: String?
    var codons: String?
    var dbSNP: String
    /// Rounded to what public databases report; 0 where they have none.
    var frequency: Double
    var origin: Origin
    /// The Ensembl transcript and protein of GRCh37 that carry the same numbering, where this is established.
    var ensembl: Ensembl?

    /// Who carries the variant in the demonstration. Every carrier is heterozygous.
    enum Origin: String, Sendable {
        case paternal = "proband, from the father"
        case maternal = "proband, from the mother"
        case deNovo = "proband, de novo"
        case fatherOnly = "father only"
        case motherOnly = "mother only"
    }

    struct Ensembl: Sendable {
        var gene: String
        var transcript: String
        var protein: String
    }

    var genotype: FamilyGenotype {
        switch origin {
        case .paternal: FamilyGenotype(proband: [0, 1], father: [0, 1], mother: [0, 0])
        case .maternal: FamilyGenotype(proband: [0, 1], father: [0, 0], mother: [0, 1])
        case .deNovo: FamilyGenotype(proband: [0, 1], father: [0, 0], mother: [0, 0])
        case .fatherOnly: FamilyGenotype(proband: [0, 0], father: [0, 1], mother: [0, 0])
        case .motherOnly: FamilyGenotype(proband: [0, 0], father: [0, 0], mother: [0, 1])
        }
    }
}

extension KnownVariant {
    /// The entries of the CSQ field: RefSeq, and Ensembl where its numbering is established.
    var consequences: [TranscriptConsequence] {
        let model = GeneModel.named(symbol)
        var refSeq = TranscriptConsequence(refSeq: model, terms: terms)
        refSeq.hgvsCoding = "\(model.transcript):\(coding)"
        refSeq.hgvsProtein = protein.map { "\(model.protein):\($0)" }
        refSeq.aminoAcids = aminoAcids
        refSeq.codons = codons
        refSeq.existing = dbSNP
        let (first, last) = touched
        addPositions(to: &refSeq, from: model.place(first), through: model.place(last), of: model)
        guard let ensembl else { return [refSeq] }

        var other = refSeq
        other.gene = ensembl.gene
        other.transcript = ensembl.transcript
        other.protein = ensembl.protein
        other.source = .ensembl
        other.hgvsCoding = "\(ensembl.transcript):\(coding)"
        other.hgvsProtein = protein.map { "\(ensembl.protein):\($0)" }
        other.maneSelect = nil
        // Untranslated ends differ between the two sources, so the transcript position is not carried over.
        other.transcriptPosition = nil
        return [refSeq, other]
    }

    /// The first and last base touched, 0-based; for an insertion the two bases around it.
    private var touched: (Int, Int) {
        let start = variant.position - 1
        let (reference, alternative) = (variant.reference.count, variant.alternative.count)
        if reference == 1, alternative == 1 { return (start, start) }
        return alternative > reference ? (start, start + 1) : (start + 1, start + reference - 1)
    }

    private func addPositions(
        to result: inout TranscriptConsequence, from lower: TranscriptPlace, through upper: TranscriptPlace,
        of model: GeneModel
    ) {
        switch (lower, upper) {
        case (.exonic(let one, let exon), .exonic(let other, _)):
            let (first, last) = (min(one, other), max(one, other))
            result.exon = "\(exon + 1)/\(model.exons.count)"
            result.transcriptPosition = Self.range(first + 1, last + 1)
            let coding = (first - model.codingStart, last - model.codingStart)
            guard coding.0 >= 0, coding.1 < model.codingLength else { return }
            result.codingPosition = Self.range(coding.0 + 1, coding.1 + 1)
            result.proteinPosition = Self.range(coding.0 / 3 + 1, coding.1 / 3 + 1)
        case (.intronic(_, _, let intron), _):
            result.intron = "\(intron + 1)/\(model.exons.count - 1)"
        default: break
        }
    }

    private static func range(_ first: Int, _ last: Int) -> String {
        first == last ? String(first) : "\(first)-\(last)"
    }
}
