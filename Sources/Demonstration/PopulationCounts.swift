/// Allele counts of one variant in one population database, in gnomAD's groups.
struct PopulationCounts: Sendable {
    enum Database: String, CaseIterable, Sendable {
        case exomes = "GNOMAD_EXOMES"
        case genomes = "GNOMAD_GENOMES"

        /// Groups with the usual number of chromosomes in the database's release 2.0.2.
        var groups: [(name: String, chromosomes: Int)] {
            switch self {
            case .exomes:
                [
                    ("AFR", 15_302), ("AMR", 33_568), ("ASJ", 9_844), ("EAS", 17_246), ("FIN", 22_256),
                    ("NFE", 111_630), ("OTH", 5_480), ("SAS", 30_772),
                ]
            case .genomes:
                [
                    ("AFR", 8_712), ("AMR", 836), ("ASJ", 300), ("EAS", 1_616), ("FIN", 3_468), ("NFE", 14_904),
                    ("OTH", 968),
                ]
            }
        }
    }

    struct Group: Sendable {
        /// Empty for all groups together.
        var name: String
        var alleles: Int
        var chromosomes: Int
        var homozygotes: Int
    }

    let database: Database
    /// All together first, then each group.
    let groups: [Group]

    /// How a frequency differs between groups.
    enum Profile: Sendable {
        case even
        /// As most of the founder variants of this demonstration: commonest in Europe.
        case european
    }

    /// - Returns: `nil` when the database would not list the variant, because no chromosome carries it.
    init?(_ database: Database, frequency: Double, profile: Profile, random: inout DemonstrationRandom) {
        var groups: [Group] = []
        for (name, most) in database.groups {
            let chromosomes = most - 2 * random.integer(in: 0..<most / 40 + 1)
            let factor =
                switch profile {
                case .even: 0.6 + 0.8 * random.fraction()
                case .european: Self.europeanFactors[name] ?? 1
                }
            let local = min(frequency * factor, 0.98)
            let alleles = Int((Double(chromosomes) * local).rounded())
            let homozygotes = Int((Double(chromosomes / 2) * local * local).rounded())
            groups.append(Group(name: name, alleles: alleles, chromosomes: chromosomes, homozygotes: homozygotes))
        }
        let total = groups.reduce(into: Group(name: "", alleles: 0, chromosomes: 0, homozygotes: 0)) {
            $0.alleles += $1.alleles
            $0.chromosomes += $1.chromosomes
            $0.homozygotes += $1.homozygotes
        }
        guard total.alleles > 0 else { return nil }
        self.database = database
        self.groups = [total] + groups
    }

    private static let europeanFactors = [
        "AFR": 0.25, "AMR": 0.45, "ASJ": 1, "EAS": 0.05, "FIN": 0.9, "NFE": 1.7, "OTH": 1.1, "SAS": 0.2,
    ]
}

extension PopulationCounts.Group {
    /// Alleles divided by chromosomes, with up to six decimals.
    var frequency: String {
        guard chromosomes > 0, alleles > 0 else { return "0" }
        let millionths = (alleles * 2_000_000 + chromosomes) / (2 * chromosomes)
        guard millionths < 1_000_000 else { return "1" }
        let digits = String(millionths)
        var text = "0." + String(repeating: "0", count: 6 - digits.count) + digits
        while text.last == "0" { text.removeLast() }
        return text.last == "." ? "0" : text
    }
}
