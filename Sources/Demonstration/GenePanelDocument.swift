/// The gene panel, as the two tables of a deposit.
enum GenePanelDocument {
    /// One row a transcript; coordinates 0-based and half-open.
    static var transcripts: String {
        let header = [
            "#chromosome", "read start", "read end", "name", "score", "strand", "tags", "HGNC id", "HGNC symbol",
            "inheritance", "coding start", "coding end", "exon starts", "exon ends", "metadata",
        ]
        return table(
            [header]
                + GeneModel.all.map { model in
                    [
                        model.contig.rawValue, String(model.transcriptRange.lowerBound),
                        String(model.transcriptRange.upperBound), model.transcript, "0.0", model.isForward ? "+" : "-",
                        "", String(model.hgncID), model.symbol, model.inheritance,
                        String(model.codingRange.lowerBound), String(model.codingRange.upperBound),
                        model.exons.map { String($0.lowerBound) }.joined(separator: ","),
                        model.exons.map { String($0.upperBound) }.joined(separator: ","), "",
                    ]
                })
    }

    /// One row a gene and condition; numbers of condition catalogues are left empty.
    static var phenotypes: String {
        table(
            [["HGNC id", "HGNC symbol", "inheritance", "phenotype MIM number", "phenotype"]]
                + GeneModel.all.map { [String($0.hgncID), $0.symbol, $0.inheritance, "", $0.condition] })
    }

    private static func table(_ rows: [[String]]) -> String {
        rows.map { $0.joined(separator: "\t") + "\n" }.joined()
    }
}
