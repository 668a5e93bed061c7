import Annotation

/// What is wrong with a filter configuration, or with the input of a run.
package struct FilteringError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The class of the fault; the set may grow.
    package struct Code: Hashable, Sendable, CustomStringConvertible {
        private enum Storage: String { case configuration, unsupported, input, encoding }
        private let storage: Storage

        /// The configuration is refused: ``FilteringError/path`` is the place in the document.
        package static let configuration = Code(storage: .configuration)
        /// The configuration names a filter that exists but is not there yet.
        package static let unsupported = Code(storage: .unsupported)
        /// The alleles of the run contradict each other.
        package static let input = Code(storage: .input)
        /// A stored result cannot be read.
        package static let encoding = Code(storage: .encoding)

        /// The name of the case, as in logs.
        package var description: String { storage.rawValue }
    }

    /// The class of the fault.
    package let code: Code
    /// For example `filters[1].config.thresholds.AD`; empty when the whole document or input is meant.
    package let path: String
    /// What was expected, or what is wrong.
    package let reason: String

    /// A fault of a class at a place.
    package init(_ code: Code, at path: String = "", _ reason: String) {
        self.code = code
        self.path = path
        self.reason = reason
    }

    init(_ error: AnnotationError) {
        self.init(.configuration, at: error.location, error.reason)
    }

    /// Place and reason; free of patient data.
    package var description: String { path.isEmpty ? reason : "\(path): \(reason)" }
}
