package import Annotation

/// A chain of filters as a laboratory configured it, in ELLA's JSON: either `{"filters": […]}` or the uploaded form
/// `{"name", "requirements", "usergroups", "filterconfig": {"filters": […]}}`.
package struct FilterConfiguration: Sendable {
    /// The whole document, for storing and comparing it.
    package let document: JSONValue
    /// The name of the uploaded form.
    package let name: String?
    /// When the chain may be chosen; for the caller, who knows the analysis.
    package let requirements: JSONValue
    /// The filters in the order they run.
    package let steps: [Step]

    /// One filter of the chain; the same filter may stand in it more than once (W-03).
    package struct Step: Sendable {
        /// Place in the chain, from 0.
        package let position: Int
        /// The name of the filter.
        package let name: String
        /// The filter with its configuration.
        package let filter: any Filter
        /// What the step spares; each belongs to this step alone.
        package let exceptions: [Exception]
    }

    /// What is not removed although the filter says so.
    package struct Exception: Sendable {
        /// The name of the filter.
        package let name: String
        /// The filter with its configuration.
        package let filter: any Filter
    }

    /// - Throws: ``FilteringError`` naming the path of the fault.
    package init(decoding bytes: [UInt8], registry: FilterRegistry = .standard) throws(FilteringError) {
        try self.init(try reading { () throws(AnnotationError) in try JSONParser.parse(bytes) }, registry: registry)
    }

    /// As above, from a parsed document.
    package init(_ document: JSONValue, registry: FilterRegistry = .standard) throws(FilteringError) {
        let root = JSONReader(document)
        let chain = try reading { () throws(AnnotationError) in try FilterConfiguration.chain(of: root) }
        self.document = document
        self.name = try reading { () throws(AnnotationError) in
            chain.path.isEmpty ? nil : try root.optional("name")?.string()
        }
        self.requirements = document.objectValue?["requirements"] ?? .array([])
        var steps: [Step] = []
        for item in try reading({ () throws(AnnotationError) in try chain.required("filters").array() }) {
            steps.append(try Step(item, position: steps.count, registry: registry))
        }
        self.steps = steps
    }

    private static func chain(of root: JSONReader) throws(AnnotationError) -> JSONReader {
        guard let wrapped = try root.optional("filterconfig") else {
            try root.allowOnly(["filters"])
            return root
        }
        try root.allowOnly(["name", "filterconfig", "requirements", "usergroups"])
        try wrapped.allowOnly(["filters"])
        return wrapped
    }
}

extension FilterConfiguration.Step {
    fileprivate init(_ item: JSONReader, position: Int, registry: FilterRegistry) throws(FilteringError) {
        self.position = position
        (self.name, self.filter) = try decodeFilter(item, allowing: ["name", "config", "exceptions"], registry)
        let list = try reading { () throws(AnnotationError) in try item.optional("exceptions")?.array() ?? [] }
        var exceptions: [FilterConfiguration.Exception] = []
        for exception in list {
            // No key `exceptions` here: exceptions do not nest.
            let (name, filter) = try decodeFilter(exception, allowing: ["name", "config"], registry)
            exceptions.append(FilterConfiguration.Exception(name: name, filter: filter))
        }
        self.exceptions = exceptions
    }
}

private func decodeFilter(
    _ item: JSONReader, allowing keys: [String], _ registry: FilterRegistry
) throws(FilteringError) -> (String, any Filter) {
    let name = try reading { () throws(AnnotationError) in
        try item.allowOnly(keys)
        return try item.required("name")
    }
    let text = try reading { () throws(AnnotationError) in try name.string() }
    let type = try registry.filter(named: text, at: name.path)
    let filter: any Filter = try reading { () throws(AnnotationError) in try type.init(try item.required("config")) }
    return (text, filter)
}

/// Reads a document; its faults become this module's.
private func reading<Value>(_ body: () throws(AnnotationError) -> Value) throws(FilteringError) -> Value {
    do throws(AnnotationError) {
        return try body()
    } catch {
        throw FilteringError(error)
    }
}
