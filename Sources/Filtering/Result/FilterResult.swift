package import FoundationEssentials

/// The outcome of a run: for each allele the step that removed it, or that it was kept. Rows are ascending by id.
package struct FilterResult: Hashable, Sendable {
    /// The step of a kept allele.
    package static let kept: Int16 = -1

    /// All alleles of the run, ascending.
    package let alleleIDs: [Int64]
    /// By row: the position of the step that removed the allele, or ``kept``.
    package let removedBy: [Int16]
    /// By row: the annotation version the allele was judged by.
    package let annotationVersions: [UUID?]
    /// The account of each step, in chain order.
    package let steps: [Step]

    /// The account of one step.
    package struct Step: Hashable, Sendable {
        /// Place in the chain, from 0.
        package let position: Int
        /// The name of the filter.
        package let name: String
        /// Alleles the filter wanted to remove.
        package let candidates: Int
        /// Candidates that an exception spared.
        package let rescued: Int
        /// `candidates - rescued`
        package let removed: Int
    }

    init(alleleIDs: [Int64], removedBy: [Int16], annotationVersions: [UUID?], steps: [Step]) {
        self.alleleIDs = alleleIDs
        self.removedBy = removedBy
        self.annotationVersions = annotationVersions
        self.steps = steps
    }

    /// Ids of the alleles that no step removed, ascending.
    package var keptAlleleIDs: [Int64] { alleleIDs(at: FilterResult.kept) }

    /// Ids of the alleles that a step removed, ascending.
    package func removedAlleleIDs(step: Int) -> [Int64] { alleleIDs(at: Int16(step)) }

    /// The step that removed an allele; `nil` when it was kept or is not of this run.
    package func step(of alleleID: Int64) -> Int? {
        guard let row = alleleIDs.sortedIndex(of: alleleID), removedBy[row] != FilterResult.kept else { return nil }
        return Int(removedBy[row])
    }

    private func alleleIDs(at step: Int16) -> [Int64] {
        alleleIDs.indices.filter { removedBy[$0] == step }.map { alleleIDs[$0] }
    }

    /// Whether the sums agree: each allele kept or removed by exactly one step of the chain.
    var isConserved: Bool {
        var removed = [Int](repeating: 0, count: steps.count)
        for step in removedBy where step != FilterResult.kept {
            guard steps.indices.contains(Int(step)) else { return false }
            removed[Int(step)] += 1
        }
        return alleleIDs.count == removedBy.count && alleleIDs.count == annotationVersions.count
            && steps.allSatisfy { $0.removed == removed[$0.position] && $0.candidates == $0.rescued + $0.removed }
    }
}
