/// The transcripts of a panel version, for telling which of an annotation's transcripts belong to it.
///
/// The version of an accession does not matter: a panel that names `NM_000492.3` also means what an annotator calls
/// `NM_000492.4`.
package struct PanelTranscripts: Sendable {
    private let genes: [String: Int]

    /// - Parameter transcripts: name with version, and HGNC's number of the gene.
    package init(_ transcripts: some Sequence<(name: String, hgncID: Int)>) {
        genes = Dictionary(transcripts.map { (Self.accession($0.name), $0.hgncID) }) { first, _ in first }
    }

    /// Whether an annotation's transcript is one of the panel's: same accession and, where it is known, same gene.
    package func contains(_ name: String, hgncID: Int?) -> Bool {
        guard let gene = genes[Self.accession(name)] else { return false }
        return hgncID == nil || hgncID == gene
    }

    private static func accession(_ name: String) -> String {
        String(name.prefix { $0 != "." })
    }
}
