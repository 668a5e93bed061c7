/// What a laboratory knows about genes, for entries of the annotator that carry no HGNC id.
///
/// There is no bundled gene table: an import passes one made from its panel's genes.
package protocol GeneResolver: Sendable {
    /// The HGNC id of a gene.
    /// - Parameters:
    ///   - geneID: the annotator's gene, an Ensembl (`ENSG…`) or NCBI (number) id.
    ///   - symbol: the gene's symbol.
    func hgncID(geneID: String?, symbol: String?) -> Int?

    /// The approved symbol of a gene, for entries that carry the id alone.
    func symbol(hgncID: Int) -> String?
}

/// Resolves by approved symbol, ignoring case.
package struct SymbolGeneResolver: GeneResolver {
    private let ids: [String: Int]
    private let symbols: [Int: String]

    /// - Parameter genes: HGNC id and approved symbol; a symbol given to two ids resolves to neither.
    package init(_ genes: some Sequence<(hgncID: Int, symbol: String)>) {
        var ids: [String: Set<Int>] = [:]
        var symbols: [Int: String] = [:]
        for gene in genes {
            ids[gene.symbol.lowercased(), default: []].insert(gene.hgncID)
            symbols[gene.hgncID] = gene.symbol
        }
        self.ids = ids.compactMapValues { $0.count == 1 ? $0.first : nil }
        self.symbols = symbols
    }

    /// The id of the symbol; the gene id is not looked at.
    package func hgncID(geneID: String?, symbol: String?) -> Int? {
        symbol.flatMap { ids[$0.lowercased()] }
    }

    /// The approved symbol of an id it was made with.
    package func symbol(hgncID: Int) -> String? {
        symbols[hgncID]
    }
}
