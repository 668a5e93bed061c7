/// The primary assemblies' contigs in the order of ``Contig/all``.
extension Assembly {
    var lengths: [Int] {
        switch self {
        case .grch37: Self.lengths37
        case .grch38: Self.lengths38
        }
    }

    var accessions: [String] {
        switch self {
        case .grch37: Self.accessions37
        case .grch38: Self.accessions38
        }
    }

    private static let lengths37 = [
        249_250_621, 243_199_373, 198_022_430, 191_154_276, 180_915_260, 171_115_067, 159_138_663, 146_364_022,
        141_213_431, 135_534_747, 135_006_516, 133_851_895, 115_169_878, 107_349_540, 102_531_392, 90_354_753,
        81_195_210, 78_077_248, 59_128_983, 63_025_520, 48_129_895, 51_304_566, 155_270_560, 59_373_566, 16_569,
    ]

    private static let lengths38 = [
        248_956_422, 242_193_529, 198_295_559, 190_214_555, 181_538_259, 170_805_979, 159_345_973, 145_138_636,
        138_394_717, 133_797_422, 135_086_622, 133_275_309, 114_364_328, 107_043_718, 101_991_189, 90_338_345,
        83_257_441, 80_373_285, 58_617_616, 64_444_167, 46_709_983, 50_818_468, 156_040_895, 57_227_415, 16_569,
    ]

    /// RefSeq versions of chromosomes 1 to 22, X, Y in GRCh37; each is one higher in GRCh38.
    private static let versions37 = [
        10, 11, 11, 11, 9, 11, 13, 10, 11, 10, 9, 11, 10, 8, 9, 9, 10, 9, 9, 10, 8, 10, 10, 9,
    ]

    private static let accessions37 = accessions(raisedBy: 0)
    private static let accessions38 = accessions(raisedBy: 1)

    private static func accessions(raisedBy step: Int) -> [String] {
        let nuclear = versions37.enumerated().map { index, version in
            let number = index + 1
            return "NC_0000\(number < 10 ? "0" : "")\(number).\(version + step)"
        }
        return nuclear + ["NC_012920.1"]
    }
}
