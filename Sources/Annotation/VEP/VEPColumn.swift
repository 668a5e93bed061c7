/// The CSQ columns that are read, in the order of ``names``.
enum VEPColumn: Int, CaseIterable {
    case allele, alleleNumber, aminoAcids, canonical, codons, consequence, existingVariation, exon, feature
    case featureType, gene, hgncID, hgvsc, hgvsp, intron, manePlusClinical, maneSelect, source, strand, symbol

    /// VEP's names of the cases.
    static let names = [
        "Allele", "ALLELE_NUM", "Amino_acids", "CANONICAL", "Codons", "Consequence", "Existing_variation", "EXON",
        "Feature", "Feature_type", "Gene", "HGNC_ID", "HGVSc", "HGVSp", "INTRON", "MANE_PLUS_CLINICAL",
        "MANE_SELECT", "SOURCE", "STRAND", "SYMBOL",
    ]

    var name: String { VEPColumn.names[rawValue] }

    /// Without these there is no transcript to speak of.
    static let required: [VEPColumn] = [.consequence, .feature, .featureType, .strand]
}
