/// Reads a configuration document and names the place of every fault: `filters[1].config.thresholds.AD: missing`.
package struct JSONReader: Sendable {
    /// The value at this place.
    package let value: JSONValue
    /// Where the value stands; empty for the document itself.
    package let path: String

    /// A reader of a value; leave the path out for a whole document.
    package init(_ value: JSONValue, path: String = "") {
        self.value = value
        self.path = path
    }

    /// A fault at this place.
    package func fault(_ reason: String) -> AnnotationError {
        AnnotationError(.configuration, at: path, reason)
    }

    /// The value of a key, `nil` when absent or null.
    package func optional(_ key: String) throws(AnnotationError) -> JSONReader? {
        guard let value = try object()[key], !value.isNull else { return nil }
        return JSONReader(value, path: subpath(key))
    }

    /// The value of a key that must be there.
    package func required(_ key: String) throws(AnnotationError) -> JSONReader {
        guard let reader = try optional(key) else { throw AnnotationError(.configuration, at: subpath(key), "missing") }
        return reader
    }

    /// Refuses keys outside of the list: a misspelt option must not be ignored.
    package func allowOnly(_ keys: [String]) throws(AnnotationError) {
        for key in try object().keys where !keys.contains(key) {
            let known = keys.joined(separator: ", ")
            throw AnnotationError(.configuration, at: subpath(key), "unknown key; known here: \(known)")
        }
    }

    /// The object at this place.
    package func object() throws(AnnotationError) -> JSONObject {
        guard let object = value.objectValue else { throw expected("an object") }
        return object
    }

    /// Keys and values of an object, in key order.
    package func members() throws(AnnotationError) -> [(key: String, value: JSONReader)] {
        try object().members.map { ($0.key, JSONReader($0.value, path: subpath($0.key))) }
    }

    /// The values of the list at this place.
    package func array() throws(AnnotationError) -> [JSONReader] {
        guard let values = value.arrayValue else { throw expected("a list") }
        return values.enumerated().map { JSONReader($0.element, path: "\(path)[\($0.offset)]") }
    }

    /// The text at this place.
    package func string() throws(AnnotationError) -> String {
        guard let text = value.stringValue else { throw expected("a text") }
        return text
    }

    /// The list of texts at this place.
    package func strings() throws(AnnotationError) -> [String] {
        var texts: [String] = []
        for reader in try array() { texts.append(try reader.string()) }
        return texts
    }

    /// The boolean at this place.
    package func bool() throws(AnnotationError) -> Bool {
        guard let flag = value.boolValue else { throw expected("true or false") }
        return flag
    }

    /// The whole number at this place.
    package func integer() throws(AnnotationError) -> Int {
        guard let number = value.intValue else { throw expected("a whole number") }
        return number
    }

    /// The number at this place, as its text.
    package func number() throws(AnnotationError) -> JSONNumber {
        guard let number = value.numberValue else { throw expected("a number") }
        return number
    }

    private func expected(_ kind: String) -> AnnotationError {
        fault("expected \(kind), found \(value.kindName)")
    }

    private func subpath(_ key: String) -> String {
        path.isEmpty ? key : "\(path).\(key)"
    }
}
