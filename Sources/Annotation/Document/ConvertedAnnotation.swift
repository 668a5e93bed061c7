/// What one record's INFO column became.
package struct ConvertedAnnotation: Sendable, Equatable {
    /// Canonical JSON, to be stored under its hash.
    package let document: [UInt8]
    /// For the shadow table of transcripts, sorted by name.
    package let transcripts: [TranscriptAnnotation]
    /// For the shadow table of frequencies, sorted by provider and population.
    package let frequencies: [FrequencyValue]
    /// Findings to be counted and shown with the import; the record is stored all the same.
    package let warnings: [AnnotationWarning]
    /// How many annotator entries were left out by the feature filter, by feature type or accession prefix (`XM_`).
    package let droppedFeatures: [String: Int]
}
