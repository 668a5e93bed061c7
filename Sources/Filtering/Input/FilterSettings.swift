/// What filters take from the laboratory's configuration.
package struct FilterSettings: Hashable, Sendable {
    /// Which transcripts count, for example `NM_.*`. It matches anywhere in the name, as in ELLA: `XNM_9.1` counts
    /// too; write `^NM_` to mean the beginning.
    package var inclusionRegex: String?
    /// The populations the laboratory stores; `nil` leaves configurations unchecked.
    package var knownFrequencies: Set<FrequencyKey>?

    /// Settings; without a pattern all transcripts count.
    package init(inclusionRegex: String?, knownFrequencies: Set<FrequencyKey>? = nil) {
        self.inclusionRegex = inclusionRegex
        self.knownFrequencies = knownFrequencies
    }
}
