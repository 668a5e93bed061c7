/// The alleles of one variant in the three members: 0 is the reference, 1 the alternative.
///
/// A male has one allele on chromosome X; everybody else has two, the lower first.
struct FamilyGenotype: Equatable, Sendable {
    var proband: [Int]
    var father: [Int]
    var mother: [Int]
}

/// Which haplotype of a gene each parent passed on. Genes are short: no recombination inside one.
struct Transmission: Sendable {
    var father: Int
    var mother: Int

    init(random: inout DemonstrationRandom) {
        father = random.integer(in: 0..<2)
        mother = random.integer(in: 0..<2)
    }
}

extension FamilyGenotype {
    /// Draws the genotypes of a variant that at least one parent carries.
    ///
    /// One parental haplotype is made a carrier, the others carry by the population frequency. Haplotypes that are
    /// passed on are preferred, so that most records concern the proband.
    init(
        frequency: Double, contig: Contig, transmission: Transmission, random: inout DemonstrationRandom
    ) {
        let paternal = contig == .chrX ? 1 : 2
        var father = (0..<paternal).map { _ in random.chance(frequency) ? 1 : 0 }
        var mother = (0..<2).map { _ in random.chance(frequency) ? 1 : 0 }
        let passedOn = (father: paternal == 1 ? 0 : transmission.father, mother: transmission.mother)
        let weights =
            (0..<paternal).map { $0 == passedOn.father ? 8 : 1 } + (0..<2).map { $0 == passedOn.mother ? 8 : 1 }
        let carrier = random.index(weights: weights)
        if carrier < paternal { father[carrier] = 1 } else { mother[carrier - paternal] = 1 }
        self.init(
            proband: [father[passedOn.father], mother[passedOn.mother]].sorted(), father: father.sorted(),
            mother: mother.sorted())
    }
}
