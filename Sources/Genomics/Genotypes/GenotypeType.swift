/// What a sample has of one particular allele. Raw values are those that are stored and that filters name.
package enum GenotypeType: String, Hashable, Sendable, Codable, CaseIterable {
    case homozygous = "Homozygous"
    case heterozygous = "Heterozygous"
    case reference = "Reference"
    case noCoverage = "No coverage"
}
