/// Which annotator entries become transcripts.
enum VEPFeatureFilter {
    /// Entries of this feature type only.
    static let featureType: StaticString = "Transcript"
    /// Curated RefSeq and Ensembl transcripts; predicted (`XM_`) and `LRG_` ones are left out, and counted.
    static let acceptedPrefixes: [StaticString] = ["NM_", "NR_", "ENST"]

    static func accepts(_ entry: Int, of entries: VEPEntries, in bytes: Span<UInt8>) -> Bool {
        guard let type = entries.field(.featureType, of: entry), bytes.equals(featureType, type),
            let feature = entries.field(.feature, of: entry)
        else { return false }
        return acceptedPrefixes.contains { bytes.starts(with: $0, feature) }
    }

    /// The name under which a refused entry is counted: its feature type, or the accession's prefix.
    static func kind(_ entry: Int, of entries: VEPEntries, in bytes: Span<UInt8>) -> String {
        guard let type = entries.field(.featureType, of: entry) else { return "no feature" }
        guard bytes.equals(featureType, type), let feature = entries.field(.feature, of: entry) else {
            return bytes.text(type)
        }
        let end = bytes.position(of: UInt8(ascii: "_"), in: feature)
        return end < feature.upperBound ? bytes.text(feature.lowerBound..<end + 1) : "other transcript"
    }
}
