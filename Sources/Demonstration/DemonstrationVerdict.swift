/// What the demonstration says of a variant: enough to play a case to its end, no medical opinion.
package struct DemonstrationVerdict: Sendable, Equatable {
    /// The class.
    package var classification: String
    /// Why.
    package var evaluation: String
    /// What the report says; nil where it says nothing.
    package var reportText: String?

    /// The verdict on a variant of the demonstration family.
    ///
    /// - Parameters:
    ///   - name: `7:117199644 ATCT>A`, as the API names an allele.
    ///   - consequences: Sequence Ontology terms on the panel's transcript.
    package init(name: String, consequences: [String]) {
        if let known = KnownVariant.all.first(where: { $0.name == name }) {
            classification = "5"
            evaluation =
                "Published as pathogenic (\(known.dbSNP)). Found here in the \(known.origin.rawValue). Demonstration data."
            reportText = "\(known.symbol) \(known.coding)\(known.protein.map { " (\($0))" } ?? ""): pathogenic."
        } else if consequences.contains(where: { ["stop_gained", "frameshift_variant"].contains($0) }) {
            (classification, reportText) = ("4", "A truncating variant, likely pathogenic.")
            evaluation = "Truncates the protein; not published. Demonstration data."
        } else {
            (classification, reportText) = ("2", nil)
            evaluation = "No evidence for an effect. Demonstration data."
        }
    }
}

extension KnownVariant {
    fileprivate var name: String {
        "\(variant.contig.rawValue):\(variant.position) \(variant.reference)>\(variant.alternative)"
    }
}
