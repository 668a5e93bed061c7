/// A JSON number as the decimal text it was written in, so that no limit is ever missed by a rounding (W-14).
package struct JSONNumber: Hashable, Sendable {
    /// A text of the JSON number grammar (RFC 8259, section 6).
    package let text: String

    /// A whole number.
    package init(_ value: Int) {
        self.text = String(value)
    }

    /// A number from a decimal text as people and VCF files write it: `.5`, `+1`, `5.` and `007` are brought into the
    /// JSON grammar with the digits kept; anything else that is no finite decimal is `nil`.
    package init?(decimal text: String) {
        guard let number = text.utf8.span.decimalText() else { return nil }
        self = number
    }

    init(valid text: String) {
        self.text = text
    }

    /// The double nearest to the decimal text, correctly rounded.
    package var doubleValue: Double {
        text.utf8.span.decimalValue()
    }

    /// The value, when the text has neither fraction nor exponent and fits.
    package var intValue: Int? {
        Int(text)
    }
}
