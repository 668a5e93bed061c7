/// A variant as a VCF writes it, before genotypes.
struct SmallVariant: Equatable, Sendable {
    var contig: Contig
    /// 1-based, the first base of `reference`.
    var position: Int
    var reference: String
    var alternative: String

    /// The alternative as VEP writes it: without the anchor base, `-` for a deletion.
    var vepAllele: String {
        if reference.count == 1, alternative.count == 1 { return alternative }
        let rest = alternative.dropFirst()
        return rest.isEmpty ? "-" : String(rest)
    }
}
