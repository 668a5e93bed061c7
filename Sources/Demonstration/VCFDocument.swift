/// The VCF of the family: VCF 4.2, GRCh37, annotated.
enum VCFDocument {
    static func bytes(_ records: [VariantRecord], seed: UInt64) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(records.count * 2_200)
        for line in header(seed: seed) {
            bytes += line.utf8
            bytes.append(UInt8(ascii: "\n"))
        }
        for record in records { record.write(to: &bytes) }
        return bytes
    }

    private static func header(seed: UInt64) -> [String] {
        ["##fileformat=VCFv4.2", "##source=Cistron demonstration, seed \(seed)", "##reference=GRCh37"]
            + [
                "##FILTER=<ID=PASS,Description=\"All filters passed\">",
                "##FILTER=<ID=LowQual,Description=\"Low quality\">",
            ]
            + Contig.allCases.map { "##contig=<ID=\($0.rawValue),length=\($0.length),assembly=GRCh37>" }
            + [
                information("AC", "A", "Integer", "Allele count in genotypes"),
                information("AN", "1", "Integer", "Total number of alleles in called genotypes"),
            ]
            + PopulationCounts.Database.allCases.flatMap(populationLines)
            + [
                information(
                    "CSQ", ".", "String",
                    "Consequence annotations from Ensembl VEP. Format: "
                        + TranscriptConsequence.header.joined(separator: "|")),
                format("GT", "1", "String", "Genotype"),
                format("AD", "R", "Integer", "Allelic depths for the ref and alt alleles in the order listed"),
                format("DP", "1", "Integer", "Approximate read depth"),
                format("GQ", "1", "Integer", "Genotype quality"),
                format("PL", "G", "Integer", "Normalized, Phred-scaled likelihoods for genotypes"),
                (["#CHROM", "POS", "ID", "REF", "ALT", "QUAL", "FILTER", "INFO", "FORMAT"]
                    + DemonstrationFamily.sampleIDs).joined(separator: "\t"),
            ]
    }

    private static func populationLines(_ database: PopulationCounts.Database) -> [String] {
        let groups = [("", "all groups")] + database.groups.map { ("_\($0.name)", $0.name) }
        return groups.flatMap { suffix, label in
            [
                information("\(database.rawValue)__AC\(suffix)", "A", "Integer", "Allele count, \(label)"),
                information("\(database.rawValue)__AN\(suffix)", "1", "Integer", "Allele number, \(label)"),
                information("\(database.rawValue)__AF\(suffix)", "A", "Float", "Allele frequency, \(label)"),
                information("\(database.rawValue)__Hom\(suffix)", "A", "Integer", "Homozygotes, \(label)"),
            ]
        }
    }

    private static func information(_ id: String, _ number: String, _ type: String, _ text: String) -> String {
        "##INFO=<ID=\(id),Number=\(number),Type=\(type),Description=\"\(text)\">"
    }

    private static func format(_ id: String, _ number: String, _ type: String, _ text: String) -> String {
        "##FORMAT=<ID=\(id),Number=\(number),Type=\(type),Description=\"\(text)\">"
    }
}
