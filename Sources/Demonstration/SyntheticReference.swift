/// An invented genome that agrees with the gene models, so that invented variants agree with themselves.
///
/// The true sequence is not shipped. Each base is a hash of its position; coding bases come from invented codons that
/// begin with a start, end with a stop and have no stop between; introns begin with GT and end with AG. It does not
/// depend on the seed: the same position has the same base in every demonstration.
struct SyntheticReference: Sendable {
    let model: GeneModel

    /// The base of the forward strand at a 0-based position.
    func base(_ position: Int) -> Base {
        let place = model.place(position)
        let strand: Base? =
            switch place {
            case .exonic(let offset, _):
                codingBase(offset - model.codingStart)
            case .intronic(_, let distance, _):
                Self.spliceSite[distance]
            case .outside:
                nil
            }
        guard let strand else { return Self.hashed(model.contig.order, position) }
        return model.isForward ? strand : strand.complement
    }

    func bases(_ range: Range<Int>) -> [Base] { range.map(base) }

    /// The codon with the 0-based number, on the coding strand.
    func codon(_ number: Int) -> Codon {
        if number == 0 { return .start }
        if number == model.codingLength / 3 - 1 { return .stop }
        let codon = Codon(bases: (0..<3).map { Self.hashed(model.hgncID + 1_000, number * 3 + $0) })
        // TAA, TAG and TGA become TAC, TAC and TGC.
        return codon.aminoAcid == "*" ? codon.replacing(2, with: .c) : codon
    }

    private func codingBase(_ coding: Int) -> Base? {
        guard coding >= 0, coding < model.codingLength else { return nil }
        return codon(coding / 3).bases[coding % 3]
    }

    /// GT at the start and AG at the end of an intron, by signed distance.
    private static let spliceSite: [Int: Base] = [1: .g, 2: .t, -2: .a, -1: .g]

    private static func hashed(_ space: Int, _ position: Int) -> Base {
        let hash = DemonstrationRandom.mix(UInt64(space) << 40 ^ UInt64(position))
        return Base.allCases[Int(hash >> 62)]
    }
}
