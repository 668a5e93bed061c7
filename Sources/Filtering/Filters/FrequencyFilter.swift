import Annotation

/// Removes alleles that are common in some population (behavioural specification 4.4).
///
/// Limits are inclusive. An allele of a gene with limits of its own is judged by those alone; of the others, one that
/// touches an autosomal dominant gene of the panel by the `AD` limits, and the rest by the default ones. A missing
/// frequency, or a missing number where one is demanded, is no ground for removal.
struct FrequencyFilter: Filter {
    static let name = "frequency"
    static let scope = FilterScope.allele

    /// Group name → its populations.
    let groups: [(name: String, populations: [FrequencyKey])]
    let numbers: [FrequencyKey: Int]
    let dominant: Limits
    let standard: Limits
    let genes: [Int: Limits]
    private let doubts: [String]

    /// The least frequency that removes, by group.
    typealias Limits = [String: JSONNumber]

    init(_ config: JSONReader) throws(AnnotationError) {
        try config.allowOnly(["groups", "thresholds", "num_thresholds", "genes"])
        var groups: [(name: String, populations: [FrequencyKey])] = []
        for group in try config.required("groups").members() {
            var populations: [FrequencyKey] = []
            for provider in try group.value.members() {
                for population in try provider.value.strings() {
                    populations.append(FrequencyKey(provider: provider.key, population: population))
                }
            }
            groups.append((group.key, populations))
        }
        let thresholds = try config.required("thresholds")
        try thresholds.allowOnly(["AD", "default"])
        self.groups = groups
        self.dominant = try FrequencyFilter.limits(thresholds.required("AD"))
        self.standard = try FrequencyFilter.limits(thresholds.required("default"))
        self.numbers = try FrequencyFilter.numbers(config.optional("num_thresholds"))
        self.genes = try FrequencyFilter.genes(config.optional("genes"))
        let names = Set(groups.map(\.name))
        self.doubts = ([dominant, standard] + genes.values).flatMap { limits in
            limits.compactMap { group, limit in
                guard names.contains(group) else {
                    return "the limit of group \"\(group)\" has no effect: groups does not name it"
                }
                // Most likely meant as a percentage.
                guard limit.doubleValue > 1 else { return nil }
                return "the limit \(limit.text) of group \"\(group)\" is above 1: it never removes anything"
            }
        }
    }

    func warnings(_ settings: FilterSettings) -> [String] {
        guard let known = settings.knownFrequencies else { return Set(doubts).sorted() }
        let unknown = groups.flatMap(\.populations).filter { !known.contains($0) }
        return Set(doubts).sorted() + unknown.map { "the laboratory does not store \($0): it never removes anything" }
    }

    func prepare(_ context: FilterContext) throws(FilteringError) -> any PreparedFilter {
        PreparedFrequencyFilter(self, context)
    }

    private static func limits(_ reader: JSONReader) throws(AnnotationError) -> Limits {
        var limits: Limits = [:]
        for group in try reader.members() {
            let limit = try group.value.number()
            guard limit.doubleValue >= 0 else { throw group.value.fault("expected a frequency, found less than 0") }
            limits[group.key] = limit
        }
        return limits
    }

    private static func numbers(_ reader: JSONReader?) throws(AnnotationError) -> [FrequencyKey: Int] {
        var numbers: [FrequencyKey: Int] = [:]
        for provider in try reader?.members() ?? [] {
            for population in try provider.value.members() {
                let key = FrequencyKey(provider: provider.key, population: population.key)
                numbers[key] = try population.value.integer()
            }
        }
        return numbers
    }

    private static func genes(_ reader: JSONReader?) throws(AnnotationError) -> [Int: Limits] {
        var genes: [Int: Limits] = [:]
        for gene in try reader?.members() ?? [] {
            guard let id = Int(gene.key) else { throw gene.value.fault("expected an HGNC id as key") }
            try gene.value.allowOnly(["thresholds"])
            genes[id] = try limits(gene.value.required("thresholds"))
        }
        return genes
    }
}
