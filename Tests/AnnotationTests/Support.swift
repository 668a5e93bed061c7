import Testing

@testable import Annotation

/// A converter of one deposit, for the examples.
func converter(
    _ name: String, _ elements: String, header: [String: InfoField] = [:], genes: (any GeneResolver)? = nil
) throws -> AnnotationConverter {
    let json = #"{"deposit": [{"name": "\#(name)", "converter_config": {"elements": [\#(elements)]}}]}"#
    let configuration = try AnnotationConfiguration(decoding: Array(json.utf8))
    return try AnnotationConverter(configuration: configuration, header: header, genes: genes)
}

extension AnnotationConverter {
    func callAsFunction(_ info: String, allele: AlleleContext = .only) throws(AnnotationError) -> ConvertedAnnotation {
        try convert(info: Array(info.utf8)[...], allele: allele)
    }

    /// The document as text.
    func document(_ info: String, allele: AlleleContext = .only) throws(AnnotationError) -> String {
        String(decoding: try self(info, allele: allele).document, as: UTF8.self)
    }
}
