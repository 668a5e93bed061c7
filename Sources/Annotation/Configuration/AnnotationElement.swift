/// One rule of a configuration: the INFO field it reads, and where and how its value enters the document.
struct AnnotationElement: Sendable {
    /// Where the element stands in the configuration.
    let path: String
    /// The INFO id.
    let source: String
    let target: [String]
    /// INFO ids the converter also needs.
    let additionalSources: [String]
    let mode: TargetMode
    /// The type of the value; `nil` when the configuration leaves it to the header.
    let type: TargetType?
    /// Whether a text that is not of the type quarantines the record; otherwise null is stored.
    let throwsOnType: Bool
    /// Separator of a list of values.
    let split: String?
    /// Whether a record without the source is quarantined.
    let isRequired: Bool
    /// All keys, for options of one converter alone.
    let options: JSONReader

    /// For messages: "INFO CSQ → transcripts".
    var place: String { "INFO \(source) → \(target.joined(separator: "."))" }

    private static let keys = [
        "source", "target", "additional_sources", "target_mode", "target_type", "target_type_throw", "encoding",
        "split", "item_separator", "keyvalue_separator", "value_separator", "list_separator", "meta_pattern",
        "subelements", "subpath", "required",
    ]

    init(_ reader: JSONReader) throws(AnnotationError) {
        try reader.allowOnly(AnnotationElement.keys)
        self.path = reader.path
        self.options = reader
        self.source = try reader.required("source").string()
        let target = try reader.required("target")
        self.target = try target.string().split(separator: ".", omittingEmptySubsequences: false).map(String.init)
        guard self.target.allSatisfy({ !$0.isEmpty }) else {
            throw target.fault("expected names separated by single dots")
        }
        self.additionalSources = try reader.optional("additional_sources")?.strings() ?? []
        self.mode = try reader.optional("target_mode")?.choice() ?? .insert
        self.type = try reader.optional("target_type")?.choice()
        self.throwsOnType = try reader.optional("target_type_throw")?.bool() ?? true
        self.isRequired = try reader.optional("required")?.bool() ?? false
        let split = try reader.optional("split")
        self.split = try split?.string()
        if let split, self.split == "" { throw split.fault("expected a separator") }
    }

    /// A fault of a record's value.
    func fault(_ reason: String, found: String? = nil) -> AnnotationError {
        AnnotationError(.value, at: place, reason, found: found)
    }
}

extension JSONReader {
    /// One of the named cases of an enumeration.
    func choice<Choice>() throws(AnnotationError) -> Choice
    where Choice: CaseIterable & RawRepresentable, Choice.RawValue == String {
        let text = try string()
        guard let choice = Choice(rawValue: text) else {
            let known = Choice.allCases.map(\.rawValue).joined(separator: ", ")
            throw fault("expected one of \(known)")
        }
        return choice
    }
}
