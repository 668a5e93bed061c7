/// The text of a statement with its parameters.
///
/// Every interpolated value becomes a parameter, sent beside the text in binary; nothing but an ``SQL`` can be spliced
/// into the text, so a statement cannot be broken by its values.
/// ```swift
/// let query: SQL = "SELECT symbol FROM gene WHERE hgnc_id = \(id)"   // … WHERE hgnc_id = $1
/// let page = query + " ORDER BY symbol LIMIT \(50)"                  // … LIMIT $2
/// ```
/// The names `$1`, `$2`, … are given out here and must not be written in literals.
package struct SQL: Sendable {
    /// The text as the server gets it.
    package private(set) var text = ""
    /// Where the placeholders start in `text`, in UTF-8 bytes.
    private var placeholders: [Int] = []
    /// The types of the parameters.
    private(set) var types: [UInt32] = []
    /// The binary forms of the parameters.
    private(set) var values = CellBuffer()
    /// The first parameter that could not be encoded; thrown by whoever runs the statement.
    private(set) var failure: PostgresError?

    /// A statement whose text is made by this module.
    init(trusted text: String) { self.text = text }

    /// Appends another piece, renumbering its parameters.
    package mutating func append(_ other: SQL) {
        var copied = 0
        let source = Array(other.text.utf8)
        for (index, placeholder) in other.placeholders.enumerated() {
            text += String(decoding: source[copied..<placeholder], as: UTF8.self)
            appendPlaceholder(type: other.types[index])
            copied = placeholder + "$\(index + 1)".utf8.count
        }
        text += String(decoding: source[copied...], as: UTF8.self)
        values.append(other.values)
        failure = failure ?? other.failure
    }

    /// The two pieces one after the other, with the parameters of the second renumbered. Mind the blank in between.
    package static func + (left: SQL, right: SQL) -> SQL {
        var sum = left
        sum.append(right)
        return sum
    }

    package static func += (left: inout SQL, right: SQL) { left.append(right) }

    mutating func append(parameter value: some PostgresEncodable) {
        appendPlaceholder(type: Swift.type(of: value).postgresType.oid)
        do throws(PostgresError) {
            try values.append(value)
        } catch {
            values.appendNull()
            failure = failure ?? error
        }
    }

    private mutating func appendPlaceholder(type: UInt32) {
        placeholders.append(text.utf8.count)
        types.append(type)
        text += "$\(types.count)"
    }
}

extension SQL: ExpressibleByStringInterpolation {
    /// Collects the pieces of a literal.
    package struct StringInterpolation: StringInterpolationProtocol {
        var sql = SQL(trusted: "")

        package init(literalCapacity: Int, interpolationCount: Int) {}

        package mutating func appendLiteral(_ literal: String) { sql.append(SQL(trusted: literal)) }

        /// A parameter.
        package mutating func appendInterpolation(_ value: some PostgresEncodable) { sql.append(parameter: value) }

        /// A parameter that may be NULL. Besides the general form, because the compiler takes any other optional in a
        /// literal for an oversight.
        package mutating func appendInterpolation(_ value: (some PostgresEncodable)?) { sql.append(parameter: value) }

        /// A piece of SQL with its own parameters.
        package mutating func appendInterpolation(_ piece: SQL) { sql.append(piece) }
    }

    package init(stringLiteral text: String) { self.text = text }

    package init(stringInterpolation: StringInterpolation) { self = stringInterpolation.sql }
}

extension SQL: CustomStringConvertible, CustomReflectable {
    /// The text, never the parameters.
    package var description: String { text }

    package var customMirror: Mirror { Mirror(self, children: ["text": text]) }
}
