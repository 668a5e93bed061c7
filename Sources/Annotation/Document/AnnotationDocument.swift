/// A stored annotation document: the whole tree for display and its typed projections for the shadow tables.
///
/// Converting a record and reading a stored document go through this one type, so both always agree.
package struct AnnotationDocument: Sendable, Equatable {
    /// The whole tree.
    package let root: JSONObject
    /// In document order (sorted by name).
    package let transcripts: [TranscriptAnnotation]
    /// Sorted by provider and population.
    package let frequencies: [FrequencyValue]
    /// What the projections could not use; it is still in ``root``.
    package let warnings: [AnnotationWarning]

    /// Projects a tree; what does not fit is in ``warnings``.
    package init(root: JSONObject) {
        self.root = root
        self.transcripts =
            root["transcripts"]?.arrayValue?.compactMap { item in
                item.objectValue.flatMap(TranscriptAnnotation.init(json:))
            } ?? []
        var frequencies = FrequencyProjection()
        if let providers = root["frequencies"]?.objectValue {
            for provider in providers.members { frequencies.read(provider) }
        }
        self.frequencies = frequencies.values
        self.warnings = frequencies.warnings
    }

    /// Reads a stored document.
    /// - Throws: ``AnnotationError`` (`invalidJSON`).
    package init(decoding bytes: [UInt8]) throws(AnnotationError) {
        guard case .object(let root) = try JSONParser.parse(bytes) else {
            throw AnnotationError(.invalidJSON, at: "", "an annotation document is an object")
        }
        self.init(root: root)
    }

    /// The canonical bytes: sorted keys, no spaces. Equal documents have equal bytes.
    package func encoded() -> [UInt8] {
        var writer = JSONWriter(capacity: 4096)
        writer.write(root)
        return writer.bytes
    }
}
