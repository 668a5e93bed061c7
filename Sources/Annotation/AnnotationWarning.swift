/// Something in a record that is stored as it came but that nobody should overlook.
package struct AnnotationWarning: Hashable, Sendable, CustomStringConvertible {
    /// The class of the finding; the set may grow.
    package struct Kind: Hashable, Sendable, CustomStringConvertible {
        private enum Storage: String {
            case unknownConsequence, unknownGene, duplicateTranscript, frequencyOutOfRange, notANumber, invalidText
            case unevenEntry, unmatchedAllele
        }
        private let storage: Storage

        /// A consequence outside of ``ConsequenceTerm/ranking``; kept with its text.
        package static let unknownConsequence = Kind(storage: .unknownConsequence)
        /// An HGNC id that is no number; the transcript is kept without it.
        package static let unknownGene = Kind(storage: .unknownGene)
        /// A transcript named twice by equally good sources; the first one is kept.
        package static let duplicateTranscript = Kind(storage: .duplicateTranscript)
        /// A frequency outside 0…1: stays in the document, is no data for filters.
        package static let frequencyOutOfRange = Kind(storage: .frequencyOutOfRange)
        /// A frequency or count that is no (whole, non-negative) number: stays in the document, is no data for filters.
        package static let notANumber = Kind(storage: .notANumber)
        /// Text that is not UTF-8; the offending bytes were replaced.
        package static let invalidText = Kind(storage: .invalidText)
        /// CSQ entries with fewer or more fields than the header names; what is missing or too much is empty.
        package static let unevenEntry = Kind(storage: .unevenEntry)
        /// A CSQ entry whose allele is none of the record's; kept for each of them.
        package static let unmatchedAllele = Kind(storage: .unmatchedAllele)

        /// The name of the case, as in logs.
        package var description: String { storage.rawValue }
    }

    /// The class of the finding.
    package let kind: Kind
    /// The INFO field or the document path.
    package let location: String
    /// The term or value in question.
    package let value: String

    /// A finding of a class at a place.
    package init(_ kind: Kind, at location: String, value: String) {
        self.kind = kind
        self.location = location
        self.value = value
    }

    /// Class, place and value; may be personal data.
    package var description: String { "\(kind) at \(location): \(value)" }
}
