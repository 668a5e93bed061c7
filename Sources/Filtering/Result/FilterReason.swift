package import Annotation

/// One ground for removing an allele: a sentence for people, and the values it compares for programs.
package struct FilterReason: Hashable, Sendable, CustomStringConvertible {
    /// One sentence for people.
    package let summary: String
    /// For example `provider`, `population`, `value`, `threshold`; the keys are each filter's own.
    package let values: JSONObject

    /// A ground with its sentence and its values.
    package init(_ summary: String, values: JSONObject) {
        self.summary = summary
        self.values = values
    }

    /// The sentence.
    package var description: String { summary }
}
