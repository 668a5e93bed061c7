@testable import Demonstration

/// The demonstration VCF, read back as text.
struct ParsedVCF {
    struct Record {
        var columns: [String]
        var information: [String: String]
        var consequences: [[String: String]]
        /// Proband, father, mother; `nil` where a sample has no call.
        var genotypes: [[Int]?]

        var contig: String { columns[0] }
        var position: Int { Int(columns[1]) ?? -1 }
        var name: String { "\(contig):\(position) \(columns[3])>\(columns[4])" }
        var proband: [Int] { genotypes[0] ?? [] }
        func frequency(_ database: String) -> Double { information["\(database)__AF"].flatMap(Double.init) ?? 0 }
    }

    var header: [String] = []
    var columns: [String] = []
    var records: [Record] = []

    /// The family of the default seed, made once.
    static let standard = ParsedVCF(DemonstrationFamily.generate())

    init(_ files: [GeneratedFile]) {
        let bytes = files.first { $0.name.hasSuffix(".vcf") }?.bytes ?? []
        let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n").map(String.init)
        header = lines.filter { $0.hasPrefix("##") }
        columns = lines.first { $0.hasPrefix("#CHROM") }?.split(separator: "\t").map(String.init) ?? []
        let subfields =
            header.first { $0.hasPrefix("##INFO=<ID=CSQ") }
            .flatMap { $0.split(separator: "Format: ").last?.dropLast(2) }?
            .split(separator: "|").map(String.init) ?? []
        records = lines.filter { !$0.hasPrefix("#") }.map { Self.record($0, subfields: subfields) }
    }

    private static func record(_ line: String, subfields: [String]) -> Record {
        let columns = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
        var information: [String: String] = [:]
        for field in columns[7].split(separator: ";") {
            let parts = field.split(separator: "=", maxSplits: 1)
            information[String(parts[0])] = String(parts[1])
        }
        let consequences = (information["CSQ"] ?? "").split(separator: ",").map { entry in
            let values = entry.split(separator: "|", omittingEmptySubsequences: false).map(String.init)
            return Dictionary(uniqueKeysWithValues: zip(subfields, values))
        }
        let genotypes = columns[9...].map { call -> [Int]? in
            let alleles = call.split(separator: ":")[0].split(separator: "/").map { Int($0) }
            return alleles.contains(nil) ? nil : alleles.compactMap(\.self)
        }
        return Record(
            columns: columns, information: information, consequences: consequences, genotypes: genotypes)
    }
}
