/// One text, or a list of them, read as the element's type.
struct KeyValueConverter: InfoConverter {
    static let name = "keyvalue"

    private let element: AnnotationElement
    private let type: TargetType?
    private let number: InfoField.Number
    private let separator: [UInt8]

    init(_ element: AnnotationElement, setup: ConverterSetup) throws(AnnotationError) {
        let field = setup.header[element.source]
        self.element = element
        self.type = element.type ?? KeyValueConverter.type(of: field)
        self.number = field?.number ?? .other
        self.separator = Array((element.split ?? "").utf8)
    }

    func convert(
        _ input: ConverterInput, in bytes: Span<UInt8>, notes: inout ConversionNotes
    ) throws(AnnotationError) -> JSONValue? {
        guard let value = input.value else { return type?.flagValue ?? .bool(true) }
        let range = try choose(value, for: input.allele, in: bytes)
        guard !separator.isEmpty else { return try parse(range, in: bytes) }
        var values: [JSONValue] = []
        var start = range.lowerBound
        while true {
            let end = nextSeparator(start..<range.upperBound, in: bytes)
            values.append(try parse(start..<end, in: bytes))
            guard end < range.upperBound else { return .array(values) }
            start = end + separator.count
        }
    }

    private func parse(_ range: Range<Int>, in bytes: Span<UInt8>) throws(AnnotationError) -> JSONValue {
        let type = type ?? .string
        if let value = type.parse(range, in: bytes) { return value }
        // Nobody asked for the header's type, so a text that is none of it is no fault.
        if element.type == nil { return bytes.equals(".", range) ? .null : .string(VCFText.decode(range, in: bytes)) }
        guard element.throwsOnType else { return .null }
        let advice = "expected \(type.expectation); target_type_throw: false would store null instead"
        throw element.fault(advice, found: bytes.text(range))
    }

    /// The part of the text that belongs to the allele.
    private func choose(
        _ range: Range<Int>, for allele: AlleleContext, in bytes: Span<UInt8>
    ) throws(AnnotationError) -> Range<Int> {
        guard !allele.isOnly, number != .other else { return range }
        let values = bytes.split(range, by: UInt8(ascii: ","))
        // A single missing value stands for all alleles.
        if values.count == 1, bytes.equals(".", range) { return range }
        let references = number == .perAllele ? 1 : 0
        guard values.count == allele.alternates.count + references else {
            let expected = "expected \(allele.alternates.count + references) values, one for each allele"
            throw element.fault("\(expected), found \(values.count)")
        }
        return values[allele.index + references]
    }

    private func nextSeparator(_ range: Range<Int>, in bytes: Span<UInt8>) -> Int {
        var start = range.lowerBound
        while true {
            let hit = bytes.position(of: separator[0], in: start..<range.upperBound)
            guard hit + separator.count <= range.upperBound else { return range.upperBound }
            if separator.indices.allSatisfy({ bytes[hit + $0] == separator[$0] }) { return hit }
            start = hit + 1
        }
    }

    private static func type(of field: InfoField?) -> TargetType? {
        switch field?.type {
        case "Integer": .int
        case "Float": .float
        case "Flag": .bool
        default: nil
        }
    }
}
