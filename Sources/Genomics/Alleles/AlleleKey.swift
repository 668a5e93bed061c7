/// The identity of an allele: the same for every spelling of one change, and in every file order.
///
/// Small variants: `GRCh37:17:41226487:C:A`, being assembly, contig, 0-based start, deleted and inserted bases after the
/// common ends are trimmed. Structural variants: `GRCh37:1:<DEL>:399:900:500`, being type, start, end, length; where the
/// bases are spelled out, a colon and the inserted ones (perhaps none) follow, so that two calls of one place with
/// different insertions stay two alleles. Alleles are not left-aligned here; an aligned key would be another kind.
package struct AlleleKey: Hashable, Comparable, Sendable, Codable, CustomStringConvertible {
    /// The canonical text, ASCII only; what is hashed and stored.
    package let text: String

    /// A key as it was stored.
    package init(text: String) { self.text = text }

    /// The canonical text.
    package var description: String { text }

    /// The order in which rows are locked: that of the bytes.
    package static func < (left: AlleleKey, right: AlleleKey) -> Bool {
        left.text.utf8.lexicographicallyPrecedes(right.text.utf8)
    }

    /// Coded as its text alone.
    package init(from decoder: any Decoder) throws { text = try decoder.singleValueContainer().decode(String.self) }

    /// Coded as its text alone.
    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(text)
    }
}
