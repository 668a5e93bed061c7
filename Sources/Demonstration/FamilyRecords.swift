/// Puts the records of the family together.
enum FamilyRecords {
    /// Number of records, published ones included.
    static let count = 3_000

    /// No two variants begin nearer than this, so that none overlap.
    private static let spacing = 12

    static func generate(seed: UInt64) -> [VariantRecord] {
        var random = DemonstrationRandom(seed: seed)
        var taken: [Contig: Set<Int>] = [:]
        var records = KnownVariant.all.map { record(of: $0, random: &random) }
        for record in records { taken[record.variant.contig, default: []].insert(record.variant.position / spacing) }

        let samplers = GeneModel.all.map(BackgroundSampler.init)
        let transmissions = samplers.map { _ in Transmission(random: &random) }
        // Longer genes have more variants, but every gene has some.
        let weights = samplers.map { 10 + $0.model.exons.count }
        while records.count < count {
            let gene = random.index(weights: weights)
            guard let background = samplers[gene].draw(random: &random) else { continue }
            let variant = background.variant
            let cell = variant.position / spacing
            guard taken[variant.contig, default: []].isDisjoint(with: [cell - 1, cell, cell + 1]) else { continue }
            taken[variant.contig, default: []].insert(cell)
            records.append(record(of: background, transmission: transmissions[gene], random: &random))
        }
        return records.sorted {
            ($0.variant.contig.order, $0.variant.position) < ($1.variant.contig.order, $1.variant.position)
        }
    }

    private static func record(of known: KnownVariant, random: inout DemonstrationRandom) -> VariantRecord {
        VariantRecord(
            variant: known.variant, consequences: known.consequences,
            populations: PopulationCounts.Database.allCases.compactMap {
                PopulationCounts($0, frequency: known.frequency, profile: .european, random: &random)
            },
            genotype: known.genotype,
            calls: [known.genotype.proband, known.genotype.father, known.genotype.mother].map {
                GenotypeCall($0, random: &random)
            },
            isLowQuality: false)
    }

    private static func record(
        of background: BackgroundVariant, transmission: Transmission, random: inout DemonstrationRandom
    ) -> VariantRecord {
        let genotype = FamilyGenotype(
            frequency: background.frequency, contig: background.variant.contig, transmission: transmission,
            random: &random)
        let databases: [PopulationCounts.Database] = background.isNearExon ? [.exomes, .genomes] : [.genomes]
        let populations = databases.compactMap {
            PopulationCounts($0, frequency: background.frequency, profile: .even, random: &random)
        }
        let calls = [genotype.proband, genotype.father, genotype.mother].enumerated().map { member, alleles in
            // Now and then a parent's sequencing has a gap; a carrier keeps its call, so the record keeps its carrier.
            member > 0 && !alleles.contains(1) && random.chance(0.004)
                ? GenotypeCall.missing(ploidy: alleles.count) : GenotypeCall(alleles, random: &random)
        }
        return VariantRecord(
            variant: background.variant, consequences: [background.consequence], populations: populations,
            genotype: genotype, calls: calls, isLowQuality: random.chance(0.015))
    }
}
