/// A problem document (RFC 9457) with a stable code, as the gateway answers and jobs keep it. It never holds patient
/// data.
package struct Problem: Error, Sendable, Codable, Hashable {
    /// A URI reference that names the kind of problem: `/problems/<code>`.
    package var type: String
    /// What kind of problem, in words that do not change.
    package var title: String
    /// The HTTP status.
    package var status: Int
    /// The stable code for programs.
    package var code: String
    /// What happened here, and what to do.
    package var detail: String
    /// Parts of the input and what is wrong with each.
    package var errors: [Item]?

    /// One thing that is wrong.
    package struct Item: Sendable, Codable, Hashable {
        /// Where: a field, a file, a line, an allele.
        package var pointer: String
        /// What is wrong there.
        package var detail: String

        /// Describes one thing that is wrong.
        package init(pointer: String, detail: String) {
            self.pointer = pointer
            self.detail = detail
        }
    }

    /// Describes a problem.
    package init(status: Int, code: String, title: String, detail: String, errors: [Item]? = nil) {
        type = "/problems/\(code)"
        self.title = title
        self.status = status
        self.code = code
        self.detail = detail
        self.errors = errors
    }
}
