/// What went wrong in a configuration, an INFO header or an INFO value.
///
/// The description says where and what was expected and never repeats a value of the input: it may name a person's
/// variant. The value itself is in ``found``, for the quarantine of the record.
package struct AnnotationError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The class of the fault; the set may grow.
    package struct Code: Hashable, Sendable, CustomStringConvertible {
        private enum Storage: String { case configuration, header, value, conflict, missing, invalidJSON }
        private let storage: Storage

        /// The configuration is refused: ``AnnotationError/location`` is a path in the document.
        package static let configuration = Code(storage: .configuration)
        /// The INFO header does not describe a field as its converter needs: a fault of the whole file.
        package static let header = Code(storage: .header)
        /// A value of a record cannot be converted: quarantine the record.
        package static let value = Code(storage: .value)
        /// Two values of a record want the same place in the document: quarantine the record.
        package static let conflict = Code(storage: .conflict)
        /// A required INFO field is absent: quarantine the record.
        package static let missing = Code(storage: .missing)
        /// A text is not JSON.
        package static let invalidJSON = Code(storage: .invalidJSON)

        /// The name of the case, as in logs.
        package var description: String { storage.rawValue }
    }

    /// The class of the fault.
    package let code: Code
    /// A path in the configuration (`deposit[1].name`) or "INFO field → target".
    package let location: String
    /// What was expected, and what to do where that is not plain.
    package let reason: String
    /// The offending text, shortened; may be personal data, so it is not part of ``description``.
    package let found: String?

    /// A fault of a class at a place; a long text found is cut.
    package init(_ code: Code, at location: String, _ reason: String, found: String? = nil) {
        self.code = code
        self.location = location
        self.reason = reason
        self.found = found.map { $0.utf8.count > 80 ? String($0.prefix(80)) + "…" : $0 }
    }

    /// Place and reason; free of patient data.
    package var description: String { location.isEmpty ? reason : "\(location): \(reason)" }
}
