/// The values of one sample column that are of interest.
struct SampleValues: Sendable {
    /// Stands for `.` inside AD and PL.
    static let missing = Int.min

    var call: GenotypeCall
    var depths: [Int] = []
    var likelihoods: [Int] = []
    var depth: Int?
    var quality: Int?
    var copyNumber: Int?

    init(_ site: Site, sample: Int) throws(GenomicsError) {
        call = try site.call(ofSample: sample)
        let bytes = site.record.bytes
        var fields: [(FormatLayout.Key, Range<Int>)] = []
        let fits = site.format.forEachField(bytes, site.record.range(ofSample: sample)) { fields.append(($0, $1)) }
        guard fits else {
            throw site.error(.malformedRecord, sample: sample, allowed: "no more fields than FORMAT names")
        }
        for (key, range) in fields where !bytes.isMissing(range) {
            switch key {
            case .gt: break
            case .ad: depths = try site.list(range, key, sample: sample)
            case .dp: depth = try site.scalar(range, key, sample: sample, from: 0)
            case .gq: quality = try site.scalar(range, key, sample: sample, from: Int(Int32.min))
            case .pl: likelihoods = try site.list(range, key, sample: sample)
            case .cn: copyNumber = try site.scalar(range, key, sample: sample, from: 0)
            }
        }
    }

    /// The reads of the reference and of one ALT (1-based), nil if unknown.
    func depths(of alternate: Int, alternateCount: Int) -> (reference: Int, alternate: Int)? {
        guard depths.count == alternateCount + 1, depths[0] != Self.missing, depths[alternate] != Self.missing else {
            return nil
        }
        return (depths[0], depths[alternate])
    }

    /// PL with respect to one ALT (1-based), nil if unknown.
    func likelihoods(of alternate: Int, alternateCount: Int) -> [Int]? {
        var values = likelihoods
        if alternateCount > 1 {
            // PL lists (0,0) (0,1) (1,1) (0,2) (1,2) (2,2) …: the pair (a, b) stands at b(b+1)/2 + a.
            let heterozygous = alternate * (alternate + 1) / 2
            let indices = call.second == nil ? [0, alternate] : [0, heterozygous, heterozygous + alternate]
            let expected = call.second == nil ? alternateCount + 1 : (alternateCount + 1) * (alternateCount + 2) / 2
            guard likelihoods.count == expected else { return nil }
            values = indices.map { likelihoods[$0] }
        }
        let known = values.filter { $0 != Self.missing }
        return known.isEmpty ? nil : known
    }
}

/// Reading one field of a sample column; errors name it and never quote it.
extension Site {
    fileprivate func scalar(
        _ range: Range<Int>, _ key: FormatLayout.Key, sample: Int, from minimum: Int
    ) throws(GenomicsError) -> Int {
        let bytes = record.bytes
        if let value = bytes.integer(range), value >= minimum { return value }
        // Some callers write whole numbers as decimals ("99.0"); what is behind the point is dropped.
        if let value = bytes.decimal(range), let whole = Int32(exactly: value.rounded(.towardZero)), whole >= minimum {
            return Int(whole)
        }
        throw error(.invalidNumber, sample: sample, field: key.name, allowed: "one whole number or .")
    }

    fileprivate func list(
        _ range: Range<Int>, _ key: FormatLayout.Key, sample: Int
    ) throws(GenomicsError) -> [Int] {
        let bytes = record.bytes
        var result: [Int] = []
        result.reserveCapacity(3)
        var isValid = true
        bytes.forEachField(in: range, separator: UInt8(ascii: ",")) { field in
            if bytes.isMissing(field) {
                result.append(SampleValues.missing)
            } else if let value = bytes.integer(field), value >= 0 {
                result.append(value)
            } else {
                isValid = false
            }
            return isValid
        }
        guard isValid else {
            throw error(
                .invalidNumber, sample: sample, field: key.name, allowed: "whole numbers from 0, or ., between commas")
        }
        return result
    }
}
