import Genomics

/// Random but reproducible VCF files, good and bad records mixed.
struct RandomFile {
    private var state: UInt64

    init(seed: UInt64) { state = seed &* 0x9e37_79b9_7f4a_7c15 | 1 }

    private mutating func next(_ bound: Int) -> Int {
        state ^= state << 13
        state ^= state >> 7
        state ^= state << 17
        return Int(state % UInt64(bound))
    }

    private mutating func pick(_ choices: [String]) -> String { choices[next(choices.count)] }

    /// A family's file. Positions rise with many repeats; some records form blocks.
    mutating func records(count: Int) -> [String] {
        var position = 1_000
        var block = 0
        var result: [String] = []
        while result.count < count {
            position += [0, 0, 1, 2, 3, 50][next(6)]
            switch next(8) {
            case 0:
                block += 1
                result += decomposed(position, block)
            case 1: result.append(faulty(position))
            case 2: result.append(structural(position))
            default: result.append(plain(position))
            }
        }
        return result
    }

    /// The bytes with some replaced, removed or doubled; the replacements are what the format is sensitive to.
    mutating func damaged(_ bytes: [UInt8], count: Int) -> [UInt8] {
        let sensitive = Array("\t\n\r;:,/|=.<>-0129#".utf8)
        var result = bytes
        for _ in 0..<count where !result.isEmpty {
            let index = next(result.count)
            switch next(4) {
            case 0: result.remove(at: index)
            case 1: result.insert(result[index], at: index)
            case 2: result[index] = UInt8(truncatingIfNeeded: next(256))
            default: result[index] = sensitive[next(sensitive.count)]
            }
        }
        return result
    }

    private mutating func plain(_ position: Int) -> String {
        let alternates = pick(["A", "C", "G", "T", "C,G", "CT,*", "C,<NON_REF>", ".", "*", "AT"])
        let count = alternates == "." ? 0 : alternates.split(separator: ",").count
        let contig = pick(["1", "1", "1", "chr1", "X", "GL000191.1"])
        return "\(contig) \(position) . \(pick(["A", "C", "AC"])) \(alternates) \(pick([".", "50", "7.25"])) PASS AC=1 "
            + "GT:AD:DP:GQ:PL \(sample(count)) \(sample(count)) \(sample(count))"
    }

    private mutating func sample(_ alternates: Int) -> String {
        let indices = (0...alternates).map(String.init) + ["."]
        let genotype = next(6) == 0 ? pick(indices) : pick(indices) + pick(["/", "|"]) + pick(indices)
        let depths = (0...alternates).map { _ in String(next(60)) }.joined(separator: ",")
        return pick([genotype, "\(genotype):\(depths):\(next(40_000)):\(next(100))", "\(genotype):.:.:.:."])
    }

    private mutating func decomposed(_ position: Int, _ block: Int) -> [String] {
        let genotypes = [["1/.", "./1"], ["0/1", "0/."], ["./.", "1/1"], ["1/1", "1/1"]][next(4)]
        return genotypes.enumerated().map { index, genotype in
            let relatives = "\(pick(["0/0", "1/.", "./."])) \(pick(["0/0", "1/.", "./."]))"
            return "1 \(position + index * next(2)) . A \(["C", "G"][index]) 50 PASS OLD_MULTIALLELIC=\(block) GT:AD "
                + "\(genotype):3,4 \(relatives)"
        }
    }

    private mutating func structural(_ position: Int) -> String {
        let type = pick(["DEL", "DUP", "INV", "INS"])
        return "1 \(position) . A <\(type)> 50 PASS SVTYPE=\(type);SVLEN=\(next(500)) GT "
            + "\(pick(["0/1", "./.", "0/0"])) ./. 0/1"
    }

    private mutating func faulty(_ position: Int) -> String {
        pick([
            "1 \(position) . A C 50 PASS", "1 x . A C 50 PASS . GT 0/1 0/1 0/1",
            "1 \(position) . A C 50 PASS . GT 0/9 0/1 0/1",
            "1 \(position) . A C bad PASS . GT 0/1 0/1 0/1", "1 \(position) . A C 50 PASS . GT:DP 0/1:x 0/1:1 0/1:1",
        ])
    }
}
