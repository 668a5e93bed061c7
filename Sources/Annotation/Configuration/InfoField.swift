/// What a VCF header says about one INFO field.
package struct InfoField: Hashable, Sendable {
    /// The `Number` of the header as far as conversion depends on it.
    package enum Number: Hashable, Sendable {
        /// `A`: one value for each alternate allele.
        case perAlternate
        /// `R`: one value for the reference and each alternate allele.
        case perAllele
        /// Anything else, or not known: the value belongs to the record as a whole.
        case other

        /// - Parameter text: the header's `Number`.
        package init(_ text: some StringProtocol) {
            self = text == "A" ? .perAlternate : text == "R" ? .perAllele : .other
        }
    }

    /// The header's `Description`.
    package var description: String
    /// The header's `Number`.
    package var number: Number
    /// The header's `Type` (`Integer`, `Float`, …), used where the configuration names no type.
    package var type: String

    /// A field; the defaults are those of a plain text.
    package init(description: String, number: Number = .other, type: String = "String") {
        self.description = description
        self.number = number
        self.type = type
    }
}
