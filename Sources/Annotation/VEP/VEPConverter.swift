/// The consequence annotation of VEP (`CSQ`) as the document's list of transcripts (behavioural specification 3.4).
struct VEPConverter: InfoConverter {
    static let name = "vep"

    private let element: AnnotationElement
    private let layout: VEPLayout?
    private let genes: (any GeneResolver)?

    init(_ element: AnnotationElement, setup: ConverterSetup) throws(AnnotationError) {
        self.element = element
        self.genes = setup.genes
        // A file without the field is fine; a file that has it must say what it means.
        if let field = setup.header[element.source] {
            self.layout = try VEPLayout(description: field.description, place: element.place)
        } else {
            self.layout = nil
        }
    }

    func convert(
        _ input: ConverterInput, in bytes: Span<UInt8>, notes: inout ConversionNotes
    ) throws(AnnotationError) -> JSONValue? {
        guard let layout else { throw element.fault("the header does not describe this field, so it cannot be read") }
        guard let text = input.value else { throw element.fault("expected entries, found a flag") }
        guard let entries = VEPEntries(text, layout: layout, in: bytes) else {
            throw element.fault("an entry has text beyond the \(layout.fieldCount) fields of the header")
        }
        if entries.unevenEntries > 0 {
            let count = "\(entries.unevenEntries) of \(entries.count) entries"
            notes.warnings.append(AnnotationWarning(.unevenEntry, at: element.place, value: count))
        }
        let genes = VEPGenes(entries, resolver: genes, in: bytes)
        let choice = VEPAlleleChoice(input.allele, entries, in: bytes)
        var chosen: [Int] = []
        for entry in 0..<entries.count {
            guard choice.accepts(entry, of: entries, in: bytes, place: element.place, notes: &notes) else { continue }
            if VEPFeatureFilter.accepts(entry, of: entries, in: bytes) {
                chosen.append(entry)
            } else {
                notes.droppedFeatures[VEPFeatureFilter.kind(entry, of: entries, in: bytes), default: 0] += 1
            }
        }
        var items: [JSONValue] = []
        items.reserveCapacity(chosen.count)
        for candidate in distinct(chosen, entries, bytes, &notes) {
            let transcript = try transcript(candidate, entries, genes, bytes, &notes)
            items.append(.object(transcript.json))
        }
        return .array(items)
    }

    /// One entry a transcript, sorted by name: the best source wins, the first entry on a tie.
    private func distinct(
        _ chosen: [Int], _ entries: VEPEntries, _ bytes: Span<UInt8>, _ notes: inout ConversionNotes
    ) -> [Candidate] {
        let candidates = chosen.map { entry in
            Candidate(
                name: entries.text(.feature, of: entry, in: bytes) ?? "", rank: sourceRank(of: entry, entries, bytes),
                entry: entry)
        }
        var distinct: [Candidate] = []
        distinct.reserveCapacity(candidates.count)
        for candidate in candidates.sorted(by: <) {
            guard let best = distinct.last, best.name == candidate.name else {
                distinct.append(candidate)
                continue
            }
            if candidate.rank == best.rank {
                notes.warnings.append(
                    AnnotationWarning(.duplicateTranscript, at: element.place, value: candidate.name))
            }
        }
        return distinct
    }

    private struct Candidate: Comparable {
        let name: String
        let rank: Int
        let entry: Int

        static func < (left: Candidate, right: Candidate) -> Bool {
            (left.name, left.rank, left.entry) < (right.name, right.rank, right.entry)
        }
    }

    private func sourceRank(of entry: Int, _ entries: VEPEntries, _ bytes: Span<UInt8>) -> Int {
        guard let source = entries.field(.source, of: entry) else { return 3 }
        if bytes.equals("RefSeq_gff", source) { return 0 }
        if bytes.equals("RefSeq_Interim_gff", source) { return 1 }
        return bytes.equals("RefSeq", source) ? 2 : 3
    }

    private func transcript(
        _ candidate: Candidate, _ entries: VEPEntries, _ genes: VEPGenes, _ bytes: Span<UInt8>,
        _ notes: inout ConversionNotes
    ) throws(AnnotationError) -> TranscriptAnnotation {
        let entry = candidate.entry
        var transcript = TranscriptAnnotation(transcript: candidate.name)
        transcript.strand = try strand(of: entry, entries, bytes)
        transcript.consequences = consequences(of: entry, entries, bytes, &notes)
        transcript.hgncID = genes.hgncID(of: entry, entries, in: bytes)
        if let field = entries.field(.hgncID, of: entry), VEPGenes.number(field, in: bytes) == nil {
            notes.warnings.append(AnnotationWarning(.unknownGene, at: element.place, value: bytes.text(field)))
        }
        transcript.symbol =
            entries.text(.symbol, of: entry, in: bytes)
            ?? transcript.hgncID.flatMap { id in self.genes?.symbol(hgncID: id) }
        transcript.isCanonical = entries.field(.canonical, of: entry).map { bytes.equals("YES", $0) } ?? false
        transcript.exon = entries.text(.exon, of: entry, in: bytes)
        transcript.intron = entries.text(.intron, of: entry, in: bytes)
        transcript.isInLastExon = transcript.exon.map(VEPConverter.isLast) ?? false
        transcript.aminoAcids = entries.text(.aminoAcids, of: entry, in: bytes)
        transcript.codons = entries.text(.codons, of: entry, in: bytes)
        transcript.maneSelect = entries.text(.maneSelect, of: entry, in: bytes)
        transcript.manePlusClinical = entries.text(.manePlusClinical, of: entry, in: bytes)
        transcript.dbsnp = entries.field(.existingVariation, of: entry).map { field in
            bytes.split(field, by: UInt8(ascii: "&")).filter { bytes.starts(with: "rs", $0) }.map { bytes.text($0) }
        }
        if let field = entries.field(.hgvsc, of: entry) {
            let name = try afterColon(field, .hgvsc, bytes)
            let distance = HGVSDistance(name, in: bytes)
            let text = VCFText.decode(name, in: bytes)
            let shortening = HGVSShortening(text)
            transcript.hgvsc = text
            transcript.hgvscShort = shortening.short
            transcript.hgvscInsertion = shortening.insertion
            transcript.exonDistance = distance.exon
            transcript.codingRegionDistance = distance.codingRegion
        }
        if let field = entries.field(.hgvsp, of: entry) {
            let name = try afterColon(field, .hgvsp, bytes)
            transcript.protein = VCFText.decode(field.lowerBound..<name.lowerBound - 1, in: bytes)
            transcript.hgvsp = VCFText.decode(name, in: bytes)
        }
        return transcript
    }

    private func consequences(
        of entry: Int, _ entries: VEPEntries, _ bytes: Span<UInt8>, _ notes: inout ConversionNotes
    ) -> [ConsequenceTerm] {
        guard let field = entries.field(.consequence, of: entry) else { return [] }
        let terms = bytes.split(field, by: UInt8(ascii: "&")).map { ConsequenceTerm($0, in: bytes) }
        for term in terms where !term.isKnown {
            notes.warnings.append(AnnotationWarning(.unknownConsequence, at: element.place, value: term.rawValue))
        }
        return terms.sorted()
    }

    private func strand(of entry: Int, _ entries: VEPEntries, _ bytes: Span<UInt8>) throws(AnnotationError) -> Int {
        let field = entries.field(.strand, of: entry) ?? 0..<0
        if bytes.equals("1", field) || bytes.equals("+1", field) { return 1 }
        if bytes.equals("-1", field) { return -1 }
        throw element.fault("expected 1 or -1 as STRAND of a transcript", found: bytes.text(field))
    }

    private func afterColon(
        _ field: Range<Int>, _ column: VEPColumn, _ bytes: Span<UInt8>
    ) throws(AnnotationError) -> Range<Int> {
        let colon = bytes.position(of: UInt8(ascii: ":"), in: field)
        guard colon < field.upperBound else {
            throw element.fault("expected ACCESSION:NAME as \(column.name)", found: bytes.text(field))
        }
        return colon + 1..<field.upperBound
    }

    /// Whether `n/m` names the last one. A range (`4-5/5`) does not, as in ELLA.
    private static func isLast(_ exon: String) -> Bool {
        let parts = exon.split(separator: "/")
        return parts.count == 2 && parts[0] == parts[1]
    }
}
