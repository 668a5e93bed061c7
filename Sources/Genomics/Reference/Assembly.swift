/// A human reference assembly. Part of an allele's identity.
package enum Assembly: String, Hashable, Sendable, Codable, CaseIterable {
    case grch37 = "GRCh37"
    case grch38 = "GRCh38"

    /// By any usual name: `GRCh37`, `GRCh37.p13`, `hg19`, `b37`, `hs37d5`, `g1k_v37`; `GRCh38`, `hg38`, `hs38DH`, ….
    package init?(name: some StringProtocol) {
        var base = name.lowercased()
        if let patch = base.range(ofPatch: ".p") { base = String(base[..<patch]) }
        switch base {
        case "grch37", "hg19", "b37", "hs37", "hs37d5", "g1k_v37", "human_g1k_v37", "human_g1k_v37_decoy":
            self = .grch37
        case "grch38", "hg38", "b38", "hs38", "hs38dh", "hs38d1":
            self = .grch38
        default: return nil
        }
    }

    /// The length of a contig in bases.
    package func length(of contig: Contig) -> Int { lengths[contig.ordinal - 1] }

    /// The pseudoautosomal regions of X and Y, 1-based, both ends included; empty for other contigs.
    package func pseudoautosomalRegions(of contig: Contig) -> [ClosedRange<Int>] {
        switch (self, contig) {
        case (.grch37, .x): [60_001...2_699_520, 154_931_044...155_260_560]
        case (.grch37, .y): [10_001...2_649_520, 59_034_050...59_363_566]
        case (.grch38, .x): [10_001...2_781_479, 155_701_383...156_030_895]
        case (.grch38, .y): [10_001...2_781_479, 56_887_903...57_217_415]
        default: []
        }
    }

    /// Whether a 1-based position lies in a pseudoautosomal region.
    package func isPseudoautosomal(_ position: Int, on contig: Contig) -> Bool {
        pseudoautosomalRegions(of: contig).contains { $0.contains(position) }
    }
}

extension Assembly: CustomStringConvertible {
    /// The canonical name.
    package var description: String { rawValue }
}

extension String {
    /// Where a suffix like ".p13" starts.
    fileprivate func range(ofPatch marker: String) -> String.Index? {
        guard let dot = lastIndex(of: "."), self[dot...].hasPrefix(marker) else { return nil }
        let digits = self[dot...].dropFirst(marker.count)
        return !digits.isEmpty && digits.allSatisfy(\.isNumber) ? dot : nil
    }
}
