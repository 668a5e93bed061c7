/// How INFO fields become an annotation document and how its parts are shown: ELLA's annotation configuration.
package struct AnnotationConfiguration: Sendable {
    /// The whole document, for storing and comparing it.
    package let document: JSONValue
    /// The view items, as they came: they concern the screens alone.
    package let view: JSONValue

    let deposit: [Deposit]

    /// One converter and its elements.
    struct Deposit: Sendable {
        let converter: any InfoConverter.Type
        let elements: [AnnotationElement]
    }

    /// Reads a configuration in ELLA's form, JSON or YAML.
    /// - Throws: ``AnnotationError`` naming the path of the fault, and every converter that is not there.
    package init(decoding bytes: [UInt8]) throws(AnnotationError) {
        try self.init(try JSONValue.parse(jsonOrYAML: bytes))
    }

    /// As above, from a parsed document.
    package init(_ document: JSONValue) throws(AnnotationError) {
        let reader = JSONReader(document)
        try reader.allowOnly(["deposit", "view"])
        let items = try reader.required("deposit").array()
        try AnnotationConfiguration.refuseUnknownConverters(in: items)
        var deposit: [Deposit] = []
        for item in items {
            try item.allowOnly(["name", "converter_config"])
            guard let converter = ConverterRegistry.converter(named: try item.required("name").string()) else {
                throw try item.required("name").fault("no such converter")
            }
            var elements: [AnnotationElement] = []
            for element in try item.required("converter_config").required("elements").array() {
                elements.append(try AnnotationElement(element))
            }
            deposit.append(Deposit(converter: converter, elements: elements))
        }
        self.document = document
        self.view = try reader.optional("view")?.value ?? .array([])
        self.deposit = deposit
    }

    /// Names all unsupported converters at once, so that a person sees the whole gap.
    private static func refuseUnknownConverters(in items: [JSONReader]) throws(AnnotationError) {
        var refused: [String] = []
        for item in items {
            let name = try item.required("name")
            let text = try name.string()
            guard ConverterRegistry.converter(named: text) == nil else { continue }
            let reason = ConverterRegistry.planned.contains(text) ? "is not supported yet" : "is unknown"
            refused.append("\(name.path): converter \"\(text)\" \(reason)")
        }
        guard refused.isEmpty else {
            let known = ConverterRegistry.converters.map { $0.name }.joined(separator: ", ")
            let reason = refused.joined(separator: "; ") + "; supported: \(known)"
            throw AnnotationError(.configuration, at: "", reason)
        }
    }
}
