/// One sample's column: GT:AD:DP:GQ:PL.
struct GenotypeCall: Sendable {
    static let format = "GT:AD:DP:GQ:PL"

    let text: String
    /// Empty when there is no call.
    let alleles: [Int]
    /// Reads that show the alternative, for the QUAL of the record.
    let alternativeReads: Int

    /// A call without reads.
    static func missing(ploidy: Int) -> GenotypeCall {
        GenotypeCall(text: ploidy == 1 ? ".:0,0:0:.:." : "./.:0,0:0:.:.", alleles: [], alternativeReads: 0)
    }

    private init(text: String, alleles: [Int], alternativeReads: Int) {
        self.text = text
        self.alleles = alleles
        self.alternativeReads = alternativeReads
    }

    /// Draws reads for the given alleles and derives the qualities from them.
    init(_ alleles: [Int], random: inout DemonstrationRandom) {
        let depth = (0..<4).reduce(20) { total, _ in total + random.integer(in: 0..<24) } / (alleles.count == 1 ? 2 : 1)
        let share = Double(alleles.reduce(0, +)) / Double(alleles.count)
        // Slightly fewer reads than half show the alternative; a few reads are wrong.
        let expected = share == 0 ? 0.001 : share == 1 ? 0.998 : 0.48
        let drawn = (0..<depth).reduce(0) { count, _ in count + (random.chance(expected) ? 1 : 0) }
        // A heterozygous call this far from balance would not have been made.
        let alternative = share == 0.5 ? min(max(drawn, depth / 4), depth - depth / 4) : drawn
        let reference = depth - alternative

        // Each read speaks against a homozygous genotype of the other allele with about Q27, and a
        // homozygous sample against the heterozygous genotype with 3 per read (one bit).
        let allReference = alternative * 27
        let allAlternative = reference * 27
        let mixed = depth * 3
        let raw = alleles.count == 1 ? [allReference, allAlternative] : [allReference, mixed, allAlternative]
        let lowest = raw.min() ?? 0
        let likelihoods = raw.map { $0 - lowest }
        let quality = min(99, likelihoods.sorted()[1])
        self.alleles = alleles
        text =
            alleles.map(String.init).joined(separator: "/") + ":\(reference),\(alternative):\(depth):\(quality):"
            + likelihoods.map(String.init).joined(separator: ",")
        alternativeReads = alleles.contains(1) ? alternative : 0
    }
}
