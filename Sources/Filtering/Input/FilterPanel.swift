/// What filters know of a gene panel.
package struct FilterPanel: Hashable, Sendable {
    /// One transcript of the panel.
    package struct Transcript: Hashable, Sendable {
        /// Accession with version.
        package var name: String
        /// HGNC id.
        package var geneID: Int
        /// Gene symbol.
        package var symbol: String
        /// The panel's inheritance text, for example `AD` or `AD/AR`.
        package var inheritance: String

        /// One transcript; values as in the panel.
        package init(name: String, geneID: Int, symbol: String, inheritance: String) {
            self.name = name
            self.geneID = geneID
            self.symbol = symbol
            self.inheritance = inheritance
        }
    }

    /// All transcripts, as given.
    package let transcripts: [Transcript]
    /// HGNC ids of the panel.
    package let geneIDs: Set<Int>
    /// Gene symbols of the panel.
    package let symbols: Set<String>
    /// Genes whose transcripts in the panel all have the inheritance `AD` and nothing else.
    package let autosomalDominantGenes: Set<Int>

    /// A panel of these transcripts.
    package init(transcripts: [Transcript]) {
        self.transcripts = transcripts
        self.geneIDs = Set(transcripts.map(\.geneID))
        self.symbols = Set(transcripts.map(\.symbol))
        self.autosomalDominantGenes = geneIDs.subtracting(
            transcripts.filter { $0.inheritance != "AD" }.map(\.geneID))
    }
}
