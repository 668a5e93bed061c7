/// A fault of an input, told so that whoever made the file can mend it: what, where, and what is allowed there.
///
/// The same value is thrown when the input as a whole is unusable and kept beside a record that is quarantined.
package struct GenomicsError: Error, Hashable, Sendable, CustomStringConvertible {
    /// Which input is at fault.
    package enum Input: String, Hashable, Sendable, Codable {
        case vcf = "VCF"
        case pedigree = "pedigree"
        case transcripts = "gene panel transcripts"
        case phenotypes = "gene panel phenotypes"
        case panel = "gene panel"
        case descriptor = "analysis descriptor"
    }

    /// The kind of fault: a stable word that is stored and counted.
    package var code: Code
    /// Which input is at fault.
    package var input: Input
    /// The 1-based line of the file, where there is one.
    package var line: Int?
    /// The column's name (`POS`, `exon starts`, `sample 2`). Samples are told by their ordinal, never by name.
    package var column: String?
    /// The field inside the column (an INFO or FORMAT key) or the path in a document.
    package var field: String?
    /// What stood there, escaped and cut short. Never the genotype data of a sample, but it may name a person's
    /// identifier or variant, so it belongs in front of the submitter and not in a log.
    package var found: String?
    /// What is allowed there, or what to do.
    package var allowed: String

    /// All properties at once.
    /// - Parameter found: any text; it is escaped and cut short here.
    package init(
        _ code: Code, in input: Input, line: Int? = nil, column: String? = nil, field: String? = nil,
        found: String? = nil, allowed: String
    ) {
        self.code = code
        self.input = input
        self.line = line
        self.column = column
        self.field = field
        self.found = found.map { Excerpt.of($0.utf8) }
        self.allowed = allowed
    }

    /// Safe for logs: everything but what was found.
    package var description: String { "\(place): \(code): \(allowed)" }

    /// For the submitter: with what was found. Not for logs.
    package var explanation: String {
        guard let found else { return description }
        return "\(place): \(code): found \u{201C}\(found)\u{201D}; \(allowed)"
    }

    private var place: String {
        var parts = [input.rawValue]
        if let line { parts.append("line \(line)") }
        if let column { parts.append("column \(column)") }
        if let field { parts.append("field \(field)") }
        return parts.joined(separator: ", ")
    }
}
