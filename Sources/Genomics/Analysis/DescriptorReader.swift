/// Reads the fields of one object of a descriptor, naming each by its path in errors.
struct DescriptorReader {
    private let path: String
    private let fields: [String: JSONValue]

    /// - Parameters:
    ///   - path: where the object stands, empty for the document itself.
    ///   - known: all fields that may be there; any other is refused by name.
    init(_ value: JSONValue, path: String = "", known: Set<String>) throws(GenomicsError) {
        self.path = path
        guard case .object(let fields) = value else {
            throw GenomicsError(
                .invalidDescriptor, in: .descriptor, field: path.isEmpty ? nil : path, found: value.excerpt,
                allowed: "an object")
        }
        self.fields = fields
        if let unknown = fields.keys.filter({ !known.contains($0) }).min() {
            throw GenomicsError(
                .unknownField, in: .descriptor, field: place(unknown),
                allowed: "known fields are \(known.sorted().joined(separator: ", "))")
        }
    }

    /// A field's value, nil if it is missing or null.
    func value(_ name: String) -> JSONValue? { fields[name].flatMap { $0 == .null ? nil : $0 } }

    func required(_ name: String) throws(GenomicsError) -> JSONValue {
        guard let value = value(name) else {
            throw GenomicsError(
                .missingField, in: .descriptor, field: place(name), allowed: "this field is needed")
        }
        return value
    }

    func string(_ name: String) throws(GenomicsError) -> String? {
        guard let value = value(name) else { return nil }
        guard case .string(let text) = value else { throw error(name, "a text") }
        return text
    }

    /// A text that is not blank.
    func requiredString(_ name: String) throws(GenomicsError) -> String {
        _ = try required(name)
        guard let text = try string(name), !text.allSatisfy(\.isWhitespace) else {
            throw error(name, "a text that is not empty")
        }
        return text
    }

    func date(_ name: String) throws(GenomicsError) -> CalendarDate? {
        guard let text = try string(name) else { return nil }
        guard let date = CalendarDate(text) else { throw error(name, "a day as YYYY-MM-DD") }
        return date
    }

    /// 1 to 3, as a number or as a text; 1 where nothing is given.
    func priority(_ name: String) throws(GenomicsError) -> AnalysisDescriptor.Priority {
        let number: Int? =
            switch value(name) {
            case .none: 1
            case .integer(let number): number
            case .string(let text): Int(text)
            default: nil
            }
        guard let priority = number.flatMap(AnalysisDescriptor.Priority.init) else {
            throw error(name, "1 (normal), 2 (high) or 3 (urgent)")
        }
        return priority
    }

    func error(_ name: String, _ allowed: String) -> GenomicsError {
        GenomicsError(
            .invalidDescriptor, in: .descriptor, field: place(name), found: value(name)?.excerpt, allowed: allowed)
    }

    func place(_ name: String) -> String { path.isEmpty ? name : "\(path).\(name)" }
}
