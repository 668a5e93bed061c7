/// Why a report was not rendered. The text names fields and numbers, never what a field says about a patient.
package struct ReportingError: Error, Equatable, Sendable, CustomStringConvertible {
    /// What is wrong.
    package struct Code: Hashable, Sendable, CustomStringConvertible {
        private enum Wrapped: String { case inconsistentCounts, invalidTime, missingProband, notSigned, template }
        private let wrapped: Wrapped

        /// Alleles are neither kept nor removed by exactly one step.
        package static let inconsistentCounts = Code(wrapped: .inconsistentCounts)
        /// A time is not ISO 8601 in UTC.
        package static let invalidTime = Code(wrapped: .invalidTime)
        /// Not exactly one sample is the proband.
        package static let missingProband = Code(wrapped: .missingProband)
        /// Nobody finalised what is to be reported.
        package static let notSigned = Code(wrapped: .notSigned)
        /// The model was made for another version of the template, or the template is broken.
        package static let template = Code(wrapped: .template)

        package var description: String { wrapped.rawValue }
    }

    package let code: Code
    /// What, where, and what to do.
    package let reason: String

    init(_ code: Code, _ reason: String) {
        self.code = code
        self.reason = reason
    }

    package var description: String { "\(code): \(reason)" }
}
