/// An invented variant: somewhere in or around a gene, named correctly for its place, with an invented frequency.
struct BackgroundVariant: Sendable {
    var variant: SmallVariant
    var consequence: TranscriptConsequence
    /// In the population; 0 for a variant no database knows.
    var frequency: Double
    /// Whether exome sequencing reaches the place.
    var isNearExon: Bool
}

/// Draws the background of one gene.
struct BackgroundSampler: Sendable {
    let model: GeneModel
    private let predictor: ConsequencePredictor
    private var reference: SyntheticReference { predictor.reference }

    init(_ model: GeneModel) {
        self.model = model
        predictor = ConsequencePredictor(model)
    }

    private enum Region: CaseIterable {
        case coding, codon, spliceRegion, nearIntron, deepIntron, untranslated, outside

        /// Relative number of variants, about that of an exome with padding.
        var weight: Int {
            switch self {
            case .coding: 135
            case .codon: 3
            case .spliceRegion: 25
            case .nearIntron: 520
            case .deepIntron: 150
            case .untranslated: 95
            case .outside: 57
            }
        }
    }

    /// - Returns: `nil` when the draw hit a place or a change that is not wanted; draw again.
    func draw(random: inout DemonstrationRandom) -> BackgroundVariant? {
        let regions = Region.allCases
        let region = regions[random.index(weights: regions.map(\.weight))]
        guard let change = change(in: region, random: &random) else { return nil }
        // Variants that break a protein are rare in anybody; the demonstration has only published ones.
        guard change.consequence.impact != "HIGH" else { return nil }
        return BackgroundVariant(
            variant: change.variant, consequence: change.consequence, frequency: Self.frequency(random: &random),
            isNearExon: region != .deepIntron && region != .outside)
    }

    private typealias Change = (variant: SmallVariant, consequence: TranscriptConsequence)

    private func change(in region: Region, random: inout DemonstrationRandom) -> Change? {
        switch region {
        case .coding:
            let coding = random.integer(in: 3..<model.codingLength - 3)
            return substitution(codingPosition(coding), preferSynonymous: true, random: &random)
        case .codon:
            return codonDeletion(random.integer(in: 2..<model.codingLength / 3 - 2))
        case .spliceRegion:
            guard let position = intronPosition(3..<9, random: &random) else { return nil }
            return substitution(position, random: &random)
        case .nearIntron:
            guard let position = intronPosition(9..<130, random: &random) else { return nil }
            return anything(position, random: &random)
        case .deepIntron:
            let position = random.integer(in: model.transcriptRange)
            guard case .intronic(_, let distance, _) = model.place(position), abs(distance) > 130 else { return nil }
            return anything(position, random: &random)
        case .untranslated:
            let position = model.position(ofTranscriptOffset: random.integer(in: 0..<transcriptLength))
            guard !model.codingRange.contains(position) else { return nil }
            return substitution(position, random: &random)
        case .outside:
            let distance = random.integer(in: 20..<2_000)
            let position =
                random.chance(0.5)
                ? model.transcriptRange.lowerBound - distance : model.transcriptRange.upperBound + distance
            return anything(position, random: &random)
        }
    }

    private var transcriptLength: Int { model.exons.reduce(0) { $0 + $1.count } }

    private func codingPosition(_ coding: Int) -> Int {
        model.position(ofTranscriptOffset: model.codingStart + coding)
    }

    /// A position in an intron, at a distance from one of its exons; `nil` when the intron is too short.
    private func intronPosition(_ distances: Range<Int>, random: inout DemonstrationRandom) -> Int? {
        let exon = random.element(of: model.exons)
        let distance = random.integer(in: distances)
        let position = random.chance(0.5) ? exon.upperBound - 1 + distance : exon.lowerBound - distance
        guard case .intronic(_, let nearest, _) = model.place(position), distances.contains(abs(nearest)) else {
            return nil
        }
        return position
    }

    /// Rare enough variants are interesting; most variants of a family are common.
    private static func frequency(random: inout DemonstrationRandom) -> Double {
        func between(_ low: Double, _ high: Double) -> Double { low + (high - low) * random.fraction() }
        switch random.index(weights: [790, 150, 34, 20, 6]) {
        case 0: return between(0.05, 0.9)
        case 1: return between(0.012, 0.05)
        case 2: return between(0.001, 0.009)
        case 3: return between(0.00002, 0.001)
        default: return 0
        }
    }
}

extension BackgroundSampler {
    private func anything(_ position: Int, random: inout DemonstrationRandom) -> Change? {
        switch random.index(weights: [86, 8, 6]) {
        case 0: substitution(position, random: &random)
        case 1: deletion(position, length: random.integer(in: 1..<6))
        default: insertion(position, length: random.integer(in: 1..<5), random: &random)
        }
    }

    private func substitution(
        _ position: Int, preferSynonymous: Bool = false, random: inout DemonstrationRandom
    ) -> Change {
        let from = reference.base(position)
        // Two of three substitutions are transitions.
        let transition = Base.allCases[(from.rawValue + 2) % 4]
        let others = Base.allCases.filter { $0 != from && $0 != transition }
        let drawn = random.chance(0.67) ? transition : random.element(of: others)
        var consequence = predictor.substitution(position, to: drawn)
        var chosen = drawn
        if preferSynonymous, !consequence.terms.contains("synonymous_variant"), random.chance(0.6) {
            for base in Base.allCases where base != from {
                let candidate = predictor.substitution(position, to: base)
                guard candidate.terms.contains("synonymous_variant") else { continue }
                (chosen, consequence) = (base, candidate)
                break
            }
        }
        return (at(position, [from], [chosen]), consequence)
    }

    /// A deletion that could not be written at another place: its ends differ from the bases around it.
    private func deletion(_ position: Int, length: Int) -> Change? {
        let range = position..<position + length
        guard staysInRegion(range), !isShiftable(reference.bases(range), range) else { return nil }
        let anchor = reference.base(position - 1)
        return (at(position - 1, [anchor] + reference.bases(range), [anchor]), predictor.deletion(range))
    }

    private func insertion(_ position: Int, length: Int, random: inout DemonstrationRandom) -> Change? {
        let bases = (0..<length).map { _ in random.element(of: Base.allCases) }
        let place = position..<position
        guard staysInRegion(place), !isShiftable(bases, place) else { return nil }
        let anchor = reference.base(position - 1)
        return (
            at(position - 1, [anchor], [anchor] + bases), predictor.insertion(bases, after: position - 1)
        )
    }

    private func codonDeletion(_ number: Int) -> Change? {
        let neighbours = [number - 1, number + 1].map { reference.codon($0).aminoAcid }
        let positions = (0..<3).map { codingPosition(number * 3 + $0) }
        guard let lower = positions.min(), let upper = positions.max(), upper - lower == 2 else { return nil }
        let range = lower..<upper + 1
        let exon = model.exons.first { $0.contains(lower) }
        guard let exon, exon.lowerBound + 4 < lower, upper + 4 < exon.upperBound,
            !neighbours.contains(reference.codon(number).aminoAcid), !isShiftable(reference.bases(range), range)
        else { return nil }
        let anchor = reference.base(lower - 1)
        return (at(lower - 1, [anchor] + reference.bases(range), [anchor]), predictor.codonDeletion(number))
    }

    private func at(_ position: Int, _ from: [Base], _ to: [Base]) -> SmallVariant {
        SmallVariant(contig: model.contig, position: position + 1, reference: from.text, alternative: to.text)
    }

    /// Whether removed or added bases could equally be written one base to the left or to the right.
    private func isShiftable(_ bases: [Base], _ range: Range<Int>) -> Bool {
        bases.last == reference.base(range.lowerBound - 1) || bases.first == reference.base(range.upperBound)
    }

    /// Whether a change and the bases around it are all in one intron, far from its exons, or all outside.
    private func staysInRegion(_ range: Range<Int>) -> Bool {
        let edges = [range.lowerBound - 1, range.upperBound].map(model.place)
        switch (edges[0], edges[1]) {
        case (.intronic(_, let one, let first), .intronic(_, let other, let second)):
            return first == second && abs(one) > 9 && abs(other) > 9 && (one > 0) == (other > 0)
        case (.outside(let one, _), .outside(let other, _)): return one == other
        default: return false
        }
    }
}
