extension GenePanelContent {
    private static let transcriptColumns = [
        "chromosome", "read start", "read end", "name", "HGNC id", "HGNC symbol", "inheritance", "coding start",
        "coding end", "exon starts", "exon ends",
    ]
    private static let phenotypeColumns = [
        "HGNC id", "HGNC symbol", "inheritance", "phenotype MIM number", "phenotype",
    ]

    /// Reads the two files of a panel.
    /// - Parameters:
    ///   - transcripts: `…_genes_transcripts.tsv`, at least one row.
    ///   - phenotypes: `…_phenotypes.tsv`, may be without rows.
    ///   - assembly: the one to which the coordinates belong.
    package init(transcripts: [UInt8], phenotypes: [UInt8], assembly: Assembly) throws(GenomicsError) {
        let transcriptTable = try PanelTable(
            transcripts, .transcripts, headerStart: "#chromosome", required: Self.transcriptColumns)
        let phenotypeTable = try PanelTable(
            phenotypes, .phenotypes, headerStart: "HGNC id", required: Self.phenotypeColumns)
        var symbols: [Int: String] = [:]
        var readTranscripts: [Transcript] = []
        var lines: [Place: Int] = [:]
        for row in transcriptTable.rows {
            let transcript = try Self.transcript(row, transcriptTable, assembly, &symbols)
            let place = Place(name: transcript.name, contig: transcript.contig)
            if let earlier = lines.updateValue(row.line, forKey: place) {
                throw transcriptTable.error(row, "name", "this transcript stands on line \(earlier) already")
            }
            readTranscripts.append(transcript)
        }
        guard !readTranscripts.isEmpty else {
            throw GenomicsError(.invalidPanel, in: .transcripts, allowed: "at least one transcript")
        }
        var readPhenotypes: [Phenotype] = []
        for row in phenotypeTable.rows { readPhenotypes.append(try Self.phenotype(row, phenotypeTable, &symbols)) }
        self.init(assembly: assembly, transcripts: readTranscripts, phenotypes: readPhenotypes)
    }

    /// A transcript may stand twice, on X and on Y: genes of the pseudoautosomal regions do.
    private struct Place: Hashable {
        var name: TranscriptName
        var contig: Contig
    }

    private static func transcript(
        _ row: PanelTable.Row, _ table: PanelTable, _ assembly: Assembly, _ symbols: inout [Int: String]
    ) throws(GenomicsError) -> Transcript {
        guard let contig = Contig(table.text(row, "chromosome"), in: assembly) else {
            throw table.error(row, "chromosome", "a chromosome 1 to 22, X, Y or MT of \(assembly)")
        }
        let strandText = table.text(row, "strand")
        guard let strand = strandText.isEmpty ? .forward : Strand(rawValue: strandText) else {
            throw table.error(row, "strand", "+ or -")
        }
        let transcription = try interval(row, table, "read start", "read end")
        guard transcription.upperBound <= assembly.length(of: contig) else {
            throw table.error(row, "read end", "contig \(contig) has \(assembly.length(of: contig)) bases")
        }
        let hasCoding = !table.text(row, "coding start").isEmpty || !table.text(row, "coding end").isEmpty
        let coding = hasCoding ? try interval(row, table, "coding start", "coding end") : nil
        if let coding, !transcription.contains(coding) {
            throw table.error(row, "coding start", "the coding part lies within the transcript")
        }
        let inheritance = table.text(row, "inheritance")
        return Transcript(
            name: TranscriptName(try table.requiredText(row, "name")), gene: try gene(row, table, &symbols),
            inheritance: inheritance.isEmpty ? "N/A" : inheritance, contig: contig, strand: strand,
            tags: table.text(row, "tags").split(separator: ",").map(String.init), transcription: transcription,
            coding: coding, exons: try exons(row, table, transcription))
    }

    private static func exons(
        _ row: PanelTable.Row, _ table: PanelTable, _ transcription: Range<Int>
    ) throws(GenomicsError) -> [Range<Int>] {
        let starts = try table.integers(row, "exon starts")
        let ends = try table.integers(row, "exon ends")
        guard starts.count == ends.count else {
            throw table.error(row, "exon ends", "\(starts.count) ends, one for each start")
        }
        var exons: [Range<Int>] = []
        for (start, end) in zip(starts, ends) {
            guard start < end, transcription.contains(start..<end), start >= exons.last?.upperBound ?? 0 else {
                throw table.error(
                    row, "exon starts", "exon \(start)-\(end) must be ascending and lie within the transcript")
            }
            exons.append(start..<end)
        }
        return exons
    }

    private static func interval(
        _ row: PanelTable.Row, _ table: PanelTable, _ startColumn: String, _ endColumn: String
    ) throws(GenomicsError) -> Range<Int> {
        let start = try table.integer(row, startColumn)
        let end = try table.integer(row, endColumn)
        guard start <= end else { throw table.error(row, endColumn, "not less than \(startColumn)") }
        return start..<end
    }

    private static func phenotype(
        _ row: PanelTable.Row, _ table: PanelTable, _ symbols: inout [Int: String]
    ) throws(GenomicsError) -> Phenotype {
        let inheritance = table.text(row, "inheritance")
        let hasNumber = !table.text(row, "phenotype MIM number").isEmpty
        return Phenotype(
            gene: try gene(row, table, &symbols), inheritance: inheritance.isEmpty ? "N/A" : inheritance,
            mimNumber: hasNumber ? try table.integer(row, "phenotype MIM number") : nil,
            text: try table.requiredText(row, "phenotype"))
    }

    private static func gene(
        _ row: PanelTable.Row, _ table: PanelTable, _ symbols: inout [Int: String]
    ) throws(GenomicsError) -> Gene {
        let id = try table.hgncID(row)
        let symbol = try table.requiredText(row, "HGNC symbol")
        if let known = symbols.updateValue(symbol, forKey: id), known != symbol {
            throw table.error(row, "HGNC symbol", "gene \(id) is called \(known) elsewhere in this panel")
        }
        return Gene(hgncID: id, symbol: symbol)
    }
}

extension Range<Int> {
    fileprivate func contains(_ other: Range<Int>) -> Bool {
        lowerBound <= other.lowerBound && other.upperBound <= upperBound
    }
}
