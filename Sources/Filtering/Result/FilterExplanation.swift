/// What the chain did with one allele.
package struct FilterExplanation: Hashable, Sendable {
    /// The allele in question.
    package let alleleID: Int64
    /// The step that removed it; `nil` when it was kept.
    package let removedBy: Int?
    /// Every step that wanted to remove it, in order; only the last one may have succeeded.
    package let hits: [Hit]

    /// A step that wanted to remove the allele.
    package struct Hit: Hashable, Sendable {
        /// Place of the step in the chain.
        package let step: Int
        /// The name of the filter.
        package let filter: String
        /// Why the filter applies to the allele.
        package let reasons: [FilterReason]
        /// The exceptions that spared it; empty when it was removed.
        package let exceptions: [Spared]
    }

    /// An exception that spared the allele.
    package struct Spared: Hashable, Sendable {
        /// The name of the filter.
        package let filter: String
        /// Why the filter applies to the allele.
        package let reasons: [FilterReason]
    }
}
