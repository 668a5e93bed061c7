package import PublicAPI

/// Why something that was asked of a server, or of the files for it, did not come about.
package enum ClientError: Error, Sendable, Hashable {
    /// The server refuses, and says why.
    case problem(Problem)
    /// Nothing answers at the server's address, or the connection breaks again and again.
    case unreachable(server: String)
    /// Something answers, but not as Cistron does: the HTTP status it gives.
    case unexpected(status: Int)
    /// What the caller gave cannot be used; nothing of it was sent.
    case input(InputFault)

    /// What is wrong with an address, a file, a folder or credentials.
    package struct InputFault: Sendable, Hashable {
        /// What kind of fault, in words that do not change.
        package var title: String
        /// What is wrong here, and what to do.
        package var detail: String
        /// The parts that are wrong, when there are several.
        package var items: [Problem.Item]

        /// Describes a fault.
        package init(title: String, detail: String, items: [Problem.Item] = []) {
            self.title = title
            self.detail = detail
            self.items = items
        }
    }

    /// An input fault.
    static func input(_ title: String, _ detail: String, items: [Problem.Item] = []) -> ClientError {
        .input(InputFault(title: title, detail: detail, items: items))
    }
}

extension ClientError: CustomStringConvertible {
    /// The kind of error alone: details may name files, and files may be named after patients.
    package var description: String {
        switch self {
        case .problem(let problem): "\(problem.title) (\(problem.code))"
        case .unreachable: "The server cannot be reached"
        case .unexpected(let status): "The server answered in an unexpected way (HTTP \(status))"
        case .input(let fault): fault.title
        }
    }
}
