/// A population of a frequency provider, such as `GNOMAD_EXOMES` `AFR`.
package struct FrequencyKey: Hashable, Sendable, Comparable, CustomStringConvertible {
    /// For example `GNOMAD_EXOMES`.
    package let provider: String
    /// For example `AFR`.
    package let population: String

    /// The key of a column.
    package init(provider: String, population: String) {
        self.provider = provider
        self.population = population
    }

    /// `PROVIDER.POPULATION`
    package var description: String { "\(provider).\(population)" }

    /// By provider, then by population.
    package static func < (left: FrequencyKey, right: FrequencyKey) -> Bool {
        (left.provider, left.population) < (right.provider, right.population)
    }
}
