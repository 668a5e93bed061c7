/// Makes a JSON value of one INFO field. A new converter is a new file with a type that conforms to this, and its
/// line in ``ConverterRegistry``.
protocol InfoConverter: Sendable {
    /// The name in configurations.
    static var name: String { get }

    /// Prepares the conversion once for all records.
    /// - Throws: ``AnnotationError`` (`configuration` or `header`).
    init(_ element: AnnotationElement, setup: ConverterSetup) throws(AnnotationError)

    /// - Returns: the value to store, or `nil` to store nothing.
    /// - Throws: ``AnnotationError`` (`value`): the record is to be quarantined.
    func convert(
        _ input: ConverterInput, in bytes: Span<UInt8>, notes: inout ConversionNotes
    ) throws(AnnotationError) -> JSONValue?
}

/// What a converter may know of the file and the laboratory.
struct ConverterSetup: Sendable {
    /// By INFO id.
    let header: [String: InfoField]
    let genes: (any GeneResolver)?
}

/// What a converter gets of one record; ranges are positions in the record's INFO bytes.
struct ConverterInput: Sendable {
    /// The field's text; `nil` for a flag.
    let value: Range<Int>?
    /// The texts of the element's additional sources; `nil` where the record has none.
    let additional: [Range<Int>?]
    let allele: AlleleContext
}

/// What is found on the way and stored beside the document.
struct ConversionNotes: Sendable {
    var warnings: [AnnotationWarning] = []
    var droppedFeatures: [String: Int] = [:]
}
