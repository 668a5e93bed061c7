/// What a proband carries at one site: one allele, or two different ones of one multi-allelic block.
package struct StoredGenotype: Hashable, Sendable {
    /// The proband's index in the pedigree.
    package var proband: Int
    /// The first allele's index in ``ChunkContent/alleles``.
    package var allele: Int
    /// The second allele's index, where the proband has two that are not the reference.
    package var secondAllele: Int?
    /// FILTER of the first allele's record as written (`PASS`, `.`, `q10;s50`).
    package var filterStatus: String
    /// QUAL of the first allele's record.
    package var quality: Double?
    /// One a person of the pedigree, in its order, with respect to the first allele.
    package var samples: [SampleGenotype]
    /// The same with respect to the second allele; empty without one.
    package var secondSamples: [SampleGenotype]

    /// All properties at once.
    package init(
        proband: Int, allele: Int, secondAllele: Int? = nil, filterStatus: String, quality: Double? = nil,
        samples: [SampleGenotype], secondSamples: [SampleGenotype] = []
    ) {
        self.proband = proband
        self.allele = allele
        self.secondAllele = secondAllele
        self.filterStatus = filterStatus
        self.quality = quality
        self.samples = samples
        self.secondSamples = secondSamples
    }
}
