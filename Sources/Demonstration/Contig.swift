/// The contigs of GRCh37 the demonstration declares, in the order of the file.
enum Contig: String, CaseIterable, Sendable {
    case chr1 = "1"
    case chr2 = "2"
    case chr3 = "3"
    case chr4 = "4"
    case chr5 = "5"
    case chr6 = "6"
    case chr7 = "7"
    case chr8 = "8"
    case chr9 = "9"
    case chr10 = "10"
    case chr11 = "11"
    case chr12 = "12"
    case chr13 = "13"
    case chr14 = "14"
    case chr15 = "15"
    case chr16 = "16"
    case chr17 = "17"
    case chr18 = "18"
    case chr19 = "19"
    case chr20 = "20"
    case chr21 = "21"
    case chr22 = "22"
    case chrX = "X"
    case chrY = "Y"
    case chrMT = "MT"

    /// Length in bases on GRCh37 (`MT` is the revised Cambridge sequence).
    var length: Int { Self.lengths[order] }

    /// Rank in the file.
    var order: Int {
        switch self {
        case .chrX: 22
        case .chrY: 23
        case .chrMT: 24
        default: (Int(rawValue) ?? 1) - 1
        }
    }

    private static let lengths = [
        249_250_621, 243_199_373, 198_022_430, 191_154_276, 180_915_260, 171_115_067, 159_138_663, 146_364_022,
        141_213_431, 135_534_747, 135_006_516, 133_851_895, 115_169_878, 107_349_540, 102_531_392, 90_354_753,
        81_195_210, 78_077_248, 59_128_983, 63_025_520, 48_129_895, 51_304_566, 155_270_560, 59_373_566, 16_569,
    ]
}
