/// Chooses the entries of one alternate allele in a record with several.
struct VEPAlleleChoice {
    private let allele: AlleleContext
    private let names: [[UInt8]]

    init(_ allele: AlleleContext, _ entries: VEPEntries, in bytes: Span<UInt8>) {
        self.allele = allele
        self.names = allele.isOnly ? [] : allele.annotatorNames.map { Array($0.utf8) }
    }

    /// Whether the entry is of this allele. One that is of no allele at all is kept and noted: better shown twice than
    /// lost.
    func accepts(
        _ entry: Int, of entries: VEPEntries, in bytes: Span<UInt8>, place: String, notes: inout ConversionNotes
    ) -> Bool {
        if allele.isOnly { return true }
        if let field = entries.field(.alleleNumber, of: entry), let number = Int(bytes.text(field)) {
            return number == allele.index + 1
        }
        guard let field = entries.field(.allele, of: entry) else { return true }
        let text = Array(bytes.text(field).utf8)
        if names[allele.index] == text { return true }
        if names.contains(text) { return false }
        notes.warnings.append(
            AnnotationWarning(.unmatchedAllele, at: place, value: String(decoding: text, as: UTF8.self)))
        return true
    }
}
