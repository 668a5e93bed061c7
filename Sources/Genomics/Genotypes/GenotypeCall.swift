/// The allele indices of one sample's GT; phase is dropped.
struct GenotypeCall: Hashable, Sendable {
    static let missing: Int32 = -1

    var first: Int32
    /// Nil for a haploid call.
    var second: Int32?

    /// - Parameters:
    ///   - range: the GT field: one or two indices (or `.`) between `/` or `|`.
    ///   - alternateCount: how many ALT the record has; no index may be larger.
    /// - Returns: nil with the reason if it is no such call.
    static func parse(
        _ bytes: [UInt8], _ range: Range<Int>, alternateCount: Int
    ) -> Result<GenotypeCall, Fault> {
        var indices: (Int32, Int32?) = (missing, nil)
        var start = range.lowerBound
        var count = 0
        while true {
            var end = start
            while end < range.upperBound, bytes[end] != UInt8(ascii: "/"), bytes[end] != UInt8(ascii: "|") { end += 1 }
            guard let index = index(bytes, start..<end, alternateCount) else { return .failure(.unreadable) }
            switch count {
            case 0: indices.0 = index
            case 1: indices.1 = index
            default: return .failure(.ploidy)
            }
            count += 1
            guard end < range.upperBound else { break }
            start = end + 1
        }
        return .success(GenotypeCall(first: indices.0, second: indices.1))
    }

    enum Fault: Error {
        case unreadable, ploidy
    }

    private static func index(_ bytes: [UInt8], _ range: Range<Int>, _ alternateCount: Int) -> Int32? {
        if bytes.isMissing(range) { return missing }
        guard let value = bytes.integer(range), (0...alternateCount).contains(value) else { return nil }
        return Int32(value)
    }

    /// The call as it would read had the record only this ALT: other alternates become missing.
    func projected(on alternate: Int) -> GenotypeCall {
        GenotypeCall(first: Self.project(first, alternate), second: second.map { Self.project($0, alternate) })
    }

    private static func project(_ index: Int32, _ alternate: Int) -> Int32 {
        index == 0 ? 0 : index == alternate ? 1 : missing
    }

    func contains(_ index: Int32) -> Bool { first == index || second == index }

    var isFullyMissing: Bool { first == Self.missing && (second ?? Self.missing) == Self.missing }

    /// `./.`: how callers write an extra copy without a genotype.
    var isDiploidMissing: Bool { second != nil && isFullyMissing }

    /// One index is known, the other not: the sample carries something else here too.
    var isHalfMissing: Bool { second != nil && contains(Self.missing) && !isFullyMissing }
}
