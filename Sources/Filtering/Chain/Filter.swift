package import Annotation

/// One kind of filter. A new filter is a new file with a type that conforms to this, and its line in
/// ``FilterRegistry``.
package protocol Filter: Sendable {
    /// The name in configurations.
    static var name: String { get }

    /// What the filter looks at; decides which alleles it sees as an exception.
    static var scope: FilterScope { get }

    /// Reads the filter's `config`.
    /// - Throws: ``AnnotationError`` (`configuration`) with the path of the fault.
    init(_ config: JSONReader) throws(AnnotationError)

    /// Doubts about the configuration that do not prevent a run, such as a population the laboratory does not store.
    func warnings(_ settings: FilterSettings) -> [String]

    /// Gets ready for one analysis: everything that does not depend on the row is computed here.
    func prepare(_ context: FilterContext) throws(FilteringError) -> any PreparedFilter
}

/// A filter that is ready for one analysis.
package protocol PreparedFilter {
    /// The rows of `rows` to remove.
    func removed(from rows: RowSet) -> RowSet

    /// Why a row is removed; empty when it is not.
    func reasons(for row: Int) -> [FilterReason]
}

extension Filter {
    /// No doubts, unless a filter says otherwise.
    package func warnings(_ settings: FilterSettings) -> [String] { [] }
}

/// What a filter looks at.
package enum FilterScope: Sendable {
    /// Each allele by itself. As an exception it is asked about the candidates only.
    case allele
    /// The analysis as a whole. As an exception it sees all alleles still there, so that partners that nobody wants to
    /// remove are seen too.
    case analysis
}

/// What a filter works on.
package struct FilterContext: Sendable {
    /// The alleles.
    package let input: FilterInput
    /// The panel of the analysis.
    package let panel: FilterPanel
    /// The laboratory's settings.
    package let settings: FilterSettings
}
