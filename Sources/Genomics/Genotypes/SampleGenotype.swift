/// What one sample has of one allele of the proband.
package struct SampleGenotype: Hashable, Sendable {
    /// What the sample has of the allele.
    package var type: GenotypeType
    /// The sample carries something else here too.
    package var isMultiallelic: Bool
    /// GQ.
    package var quality: Int?
    /// DP.
    package var depth: Int?
    /// AD; nil if unknown.
    package var alleleDepth: AlleleDepth?
    /// The share of reads with the allele; nil if unknown (0 means: no read of many).
    package var alleleRatio: Double?
    /// PL of (reference, heterozygous, homozygous), or of (reference, allele) where haploid; nil if unknown or where the
    /// sample is multiallelic.
    package var likelihoods: [Int]?
    /// CN.
    package var copyNumber: Int?

    /// All properties at once.
    package init(
        type: GenotypeType, isMultiallelic: Bool = false, quality: Int? = nil, depth: Int? = nil,
        alleleDepth: AlleleDepth? = nil, alleleRatio: Double? = nil, likelihoods: [Int]? = nil,
        copyNumber: Int? = nil
    ) {
        self.type = type
        self.isMultiallelic = isMultiallelic
        self.quality = quality
        self.depth = depth
        self.alleleDepth = alleleDepth
        self.alleleRatio = alleleRatio
        self.likelihoods = likelihoods
        self.copyNumber = copyNumber
    }
}
