/// Which of a record's alternate alleles is converted.
///
/// Decomposed records have one; for others the values of `Number=A` and `R` fields and the annotator's entries are
/// chosen by it.
package struct AlleleContext: Hashable, Sendable {
    /// The record's `REF`.
    package let reference: String
    /// The record's `ALT`, all of them.
    package let alternates: [String]
    /// Position of the allele in ``alternates``.
    package let index: Int

    /// One of the alternate alleles of a record.
    package init(reference: String, alternates: [String], index: Int) {
        precondition(alternates.indices.contains(index), "the index must be one of the alternate alleles")
        self.reference = reference
        self.alternates = alternates
        self.index = index
    }

    /// The only allele of a decomposed record: nothing has to be chosen.
    package static let only = AlleleContext(reference: "", alternates: [""], index: 0)

    var isOnly: Bool { alternates.count == 1 }

    /// The alternate alleles as VEP names them: when a length differs and all alleles share the first base, that base
    /// is cut off, and nothing becomes `-`.
    var annotatorNames: [String] {
        let alleles = [reference] + alternates
        let isSequence = alleles.allSatisfy { !$0.isEmpty && $0.utf8.allSatisfy { $0 | 0x20 >= 0x61 } }
        guard isSequence, alternates.contains(where: { $0.utf8.count != reference.utf8.count }),
            Set(alleles.map(\.first)).count == 1
        else { return alternates }
        return alternates.map { $0.utf8.count == 1 ? "-" : String($0.dropFirst()) }
    }
}
