/// Turns the INFO column of records into annotation documents. Prepared once for a file, then used for each record;
/// pure, so several chunks may be converted at once.
package struct AnnotationConverter: Sendable {
    /// A class, as hundreds of rules a record are looked at and copying their many parts would cost a tenth of the
    /// whole conversion.
    private final class Rule: Sendable {
        let element: AnnotationElement
        let converter: any InfoConverter
        let place: DocumentLayout.Place
        /// Position in the table of sources.
        let source: Int
        /// The same for the additional sources.
        let additional: [Int]

        init(
            _ element: AnnotationElement, _ converter: any InfoConverter, at place: DocumentLayout.Place,
            ids: [String: Int]
        ) {
            self.element = element
            self.converter = converter
            self.place = place
            self.source = ids[element.source] ?? -1
            self.additional = element.additionalSources.compactMap { ids[$0] }
        }
    }

    /// By source: its rules, in configuration order.
    private let rulesBySource: [[Rule]]
    /// Those whose source every record must have.
    private let required: [Rule]
    private let sources: ByteTable
    private let layout: DocumentLayout

    /// - Parameters:
    ///   - configuration: what to convert.
    ///   - infoDescriptions: `Description` of the header by INFO id; CSQ field names come from it.
    ///   - genes: for entries without HGNC id, usually made from the panel.
    /// - Throws: ``AnnotationError`` (`header`): a fault of the whole file.
    package init(
        configuration: AnnotationConfiguration, infoDescriptions: [String: String],
        genes: (any GeneResolver)? = nil
    ) throws(AnnotationError) {
        let header = infoDescriptions.mapValues { InfoField(description: $0) }
        try self.init(configuration: configuration, header: header, genes: genes)
    }

    /// As above, with `Number` and `Type` of the fields: they choose the values of one allele in records with several,
    /// and the type where the configuration names none.
    package init(
        configuration: AnnotationConfiguration, header: [String: InfoField], genes: (any GeneResolver)? = nil
    ) throws(AnnotationError) {
        let elements = configuration.deposit.flatMap(\.elements)
        var ids: [String: Int] = [:]
        for id in elements.flatMap({ [$0.source] + $0.additionalSources }) where ids[id] == nil {
            ids[id] = ids.count
        }
        let layout = DocumentLayout(targets: elements.map(\.target))
        let setup = ConverterSetup(header: header, genes: genes)
        var required: [Rule] = []
        var rulesBySource = [[Rule]](repeating: [], count: ids.count)
        for deposit in configuration.deposit {
            for element in deposit.elements {
                let converter = try deposit.converter.init(element, setup: setup)
                let rule = Rule(element, converter, at: layout.place(of: element.target), ids: ids)
                rulesBySource[rule.source].append(rule)
                if element.isRequired { required.append(rule) }
            }
        }
        self.required = required
        self.rulesBySource = rulesBySource
        self.sources = ByteTable(ids.sorted { $0.value < $1.value }.map(\.key))
        self.layout = layout
    }

    /// Converts one record for one of its alleles.
    /// - Parameters:
    ///   - info: the bytes of the INFO column.
    ///   - allele: needed for records with several alternate alleles.
    /// - Throws: ``AnnotationError``: quarantine the record with it.
    package func convert(
        info: ArraySlice<UInt8>, allele: AlleleContext = .only
    ) throws(AnnotationError) -> ConvertedAnnotation {
        try convert(info: info.span, allele: allele)
    }

    /// As above, on borrowed bytes.
    package func convert(
        info: Span<UInt8>, allele: AlleleContext = .only
    ) throws(AnnotationError) -> ConvertedAnnotation {
        var notes = ConversionNotes()
        try check(info, &notes)
        var values = [JSONValue?](repeating: nil, count: layout.slotCount)
        let fields = InfoFields(info, sources: sources, sourceCount: rulesBySource.count)
        for field in fields.ordered {
            for rule in rulesBySource[field.source] {
                try apply(rule, to: field.value, fields, allele, info, &values, &notes)
            }
        }
        for rule in required where !fields.isPresent(rule.source) {
            throw AnnotationError(.missing, at: rule.element.place, "the record lacks this required field")
        }
        let document = AnnotationDocument(root: sortReferences(layout.assemble(values)))
        return ConvertedAnnotation(
            document: document.encoded(), transcripts: document.transcripts, frequencies: document.frequencies,
            warnings: notes.warnings + document.warnings, droppedFeatures: notes.droppedFeatures)
    }

    private func apply(
        _ rule: Rule, to value: Range<Int>?, _ fields: InfoFields, _ allele: AlleleContext, _ info: Span<UInt8>,
        _ values: inout [JSONValue?], _ notes: inout ConversionNotes
    ) throws(AnnotationError) {
        let additional = rule.additional.map { fields.value(of: $0) }
        let input = ConverterInput(value: value, additional: additional, allele: allele)
        guard let result = try rule.converter.convert(input, in: info, notes: &notes) else { return }
        let problem = values[rule.place.slot].store(result, at: rule.place.rest[...], mode: rule.element.mode)
        if let problem { throw AnnotationError(.conflict, at: rule.element.place, problem) }
    }

    /// A NUL cannot be stored at all; text that is not UTF-8 is repaired and noted.
    private func check(_ info: Span<UInt8>, _ notes: inout ConversionNotes) throws(AnnotationError) {
        let all = 0..<info.count
        guard info.position(of: 0, in: all) == all.upperBound else {
            throw AnnotationError(.value, at: "INFO", "the column contains a NUL byte")
        }
        var union: UInt8 = 0
        for position in all { union |= info[position] }
        guard union >= 0x80 else { return }
        let isText = info.withUnsafeBufferPointer { String(validating: $0, as: UTF8.self) } != nil
        if !isText {
            let repair = "bytes that are not UTF-8 were replaced"
            notes.warnings.append(AnnotationWarning(.invalidText, at: "INFO", value: repair))
        }
    }

    /// References are listed by PubMed id whatever fields they came from; stable, duplicates kept.
    private func sortReferences(_ root: JSONObject) -> JSONObject {
        guard let references = root["references"]?.arrayValue, references.count > 1 else { return root }
        let keys = references.map { $0.objectValue?["pubmed_id"]?.intValue ?? 0 }
        var sorted = root
        sorted["references"] = .array(
            references.indices.sorted { (keys[$0], $0) < (keys[$1], $1) }.map { references[$0] })
        return sorted
    }
}
