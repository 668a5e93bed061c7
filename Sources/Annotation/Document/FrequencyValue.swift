/// What a document says about an allele in one population of one provider.
package struct FrequencyValue: Hashable, Sendable {
    /// For example `GNOMAD_EXOMES`.
    package let provider: String
    /// For example `AFR`; `G` is all together by convention.
    package let population: String
    /// Allele frequency, 0…1: the double nearest to ``decimal``.
    package var frequency: Double?
    /// The frequency as the decimal text of the file (W-14).
    package var decimal: String?
    /// Number of alleles looked at.
    package var number: Int?
    /// Number of times the allele was seen.
    package var count: Int?
    /// Number of homozygous persons.
    package var homozygotes: Int?
    /// Number of hemizygous persons.
    package var hemizygotes: Int?

    /// A value; what is not given is not known.
    package init(
        provider: String, population: String, frequency: Double? = nil, decimal: String? = nil, number: Int? = nil,
        count: Int? = nil, homozygotes: Int? = nil, hemizygotes: Int? = nil
    ) {
        self.provider = provider
        self.population = population
        self.frequency = frequency
        self.decimal = decimal
        self.number = number
        self.count = count
        self.homozygotes = homozygotes
        self.hemizygotes = hemizygotes
    }
}
