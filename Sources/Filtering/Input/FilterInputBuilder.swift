package import Annotation
package import FoundationEssentials

/// Collects the alleles of an analysis row by row, in any order.
package struct FilterInputBuilder {
    private var alleleIDs: [Int64] = []
    private var annotationVersions: [UUID?] = []
    private var transcriptOffsets: [Int32] = [0]
    private var transcripts: [FilterInput.Transcript] = []
    private var names = Interner<String>()
    private var genes = Interner<Int>()
    private var symbols = Interner<String>()
    private var keys = Interner<FrequencyKey>()
    private var columns: [FilterInput.FrequencyColumn] = []
    private var lastColumn: Int32 = -1
    private var lastGene: Int32 = -1
    private var lastSymbol: Int32 = -1

    /// - Parameter capacity: number of alleles to expect.
    package init(capacity: Int = 0) {
        alleleIDs.reserveCapacity(capacity)
        annotationVersions.reserveCapacity(capacity)
        transcriptOffsets.reserveCapacity(capacity + 1)
        transcripts.reserveCapacity(capacity * 8)
    }

    /// Begins a row; transcripts and frequencies added after it belong to it.
    package mutating func addAllele(_ id: Int64, annotationVersion: UUID?) {
        alleleIDs.append(id)
        annotationVersions.append(annotationVersion)
        transcriptOffsets.append(Int32(transcripts.count))
    }

    /// Adds a row of a shadow table's transcript to the current allele.
    package mutating func addTranscript(
        name: String, geneID: Int?, symbol: String?, consequences: some Sequence<ConsequenceTerm>
    ) {
        precondition(!alleleIDs.isEmpty, "a transcript needs its allele first")
        var mask: UInt64 = 0
        for term in consequences {
            if let bit = term.severity { mask |= 1 << UInt64(bit) }
        }
        // Neighbouring transcripts are mostly of one gene.
        if let geneID { lastGene = genes.index(of: geneID, hint: lastGene) }
        if let symbol { lastSymbol = symbols.index(of: symbol, hint: lastSymbol) }
        transcripts.append(
            FilterInput.Transcript(
                name: names.index(of: name), gene: geneID == nil ? -1 : lastGene,
                symbol: symbol == nil ? -1 : lastSymbol, consequences: mask))
        transcriptOffsets[transcriptOffsets.count - 1] = Int32(transcripts.count)
    }

    /// Adds a value of a shadow table's frequency to the current allele; the last one of a population counts.
    package mutating func addFrequency(_ key: FrequencyKey, frequency: Double?, number: Int?) {
        precondition(!alleleIDs.isEmpty, "a frequency needs its allele first")
        lastColumn = keys.index(of: key, hint: lastColumn + 1)
        let column = Int(lastColumn)
        if column == columns.count { columns.append(FilterInput.FrequencyColumn(frequencies: [], numbers: [])) }
        let row = alleleIDs.count - 1
        columns[column].grow(to: row + 1)
        columns[column].frequencies[row] = frequency ?? .nan
        columns[column].numbers[row] = number.map { Int32(clamping: $0) } ?? -1
    }

    /// Adds a whole annotation to the current allele.
    package mutating func addAnnotation(
        transcripts: some Sequence<TranscriptAnnotation>, frequencies: some Sequence<FrequencyValue>
    ) {
        for transcript in transcripts {
            addTranscript(
                name: transcript.transcript, geneID: transcript.hgncID, symbol: transcript.symbol,
                consequences: transcript.consequences)
        }
        for value in frequencies {
            let key = FrequencyKey(provider: value.provider, population: value.population)
            addFrequency(key, frequency: value.frequency, number: value.number)
        }
    }

    /// The columns, rows ascending by allele id.
    ///
    /// Alleles that were added in that order already are not copied: a whole genome has millions of them.
    /// - Throws: ``FilteringError`` (`input`) when an allele was added twice: its fate would be ambiguous.
    package consuming func build() throws(FilteringError) -> FilterInput {
        for index in columns.indices { columns[index].grow(to: alleleIDs.count) }
        if !zip(alleleIDs, alleleIDs.dropFirst()).allSatisfy({ $0 < $1 }) { try sort() }
        return FilterInput(
            alleleIDs: alleleIDs, annotationVersions: annotationVersions, transcriptOffsets: transcriptOffsets,
            transcripts: transcripts, transcriptNames: names.values, geneIDs: genes.values, symbols: symbols.values,
            columns: Dictionary(uniqueKeysWithValues: zip(keys.values, columns)))
    }

    private mutating func sort() throws(FilteringError) {
        let order = alleleIDs.indices.sorted { alleleIDs[$0] < alleleIDs[$1] }
        for (one, other) in zip(order, order.dropFirst()) where alleleIDs[one] == alleleIDs[other] {
            throw FilteringError(.input, "allele \(alleleIDs[one]) was given twice")
        }
        var offsets: [Int32] = [0]
        var sorted: [FilterInput.Transcript] = []
        offsets.reserveCapacity(order.count + 1)
        sorted.reserveCapacity(transcripts.count)
        for row in order {
            sorted.append(contentsOf: transcripts[Int(transcriptOffsets[row])..<Int(transcriptOffsets[row + 1])])
            offsets.append(Int32(sorted.count))
        }
        (transcripts, transcriptOffsets) = (sorted, offsets)
        for index in columns.indices {
            let column = columns[index]
            columns[index] = FilterInput.FrequencyColumn(
                frequencies: order.map { column.frequencies[$0] }, numbers: order.map { column.numbers[$0] })
        }
        annotationVersions = order.map { annotationVersions[$0] }
        alleleIDs = order.map { alleleIDs[$0] }
    }
}

extension FilterInput.FrequencyColumn {
    fileprivate mutating func grow(to count: Int) {
        let missing = count - frequencies.count
        guard missing > 0 else { return }
        frequencies.append(contentsOf: repeatElement(.nan, count: missing))
        numbers.append(contentsOf: repeatElement(-1, count: missing))
    }
}
