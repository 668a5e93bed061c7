import PublicAPI

extension ClientError {
    /// The error for a person at a terminal: what it is, what exactly, which parts, what to do next. One line each.
    package var lines: [String] {
        switch self {
        case .problem(let problem):
            return problem.lines + [advice(for: problem)].compactMap(\.self)
        case .unreachable(let server):
            return [
                "The server cannot be reached",
                "Nothing answers at \(server), or the connection breaks again and again.",
                "Next: check that the server runs and that --server or CISTRON_SERVER names its address.",
            ]
        case .unexpected(let status):
            return [
                "The server answered in an unexpected way",
                "The answer has HTTP status \(status), but is not one of Cistron's.",
                "Next: check that --server or CISTRON_SERVER names a Cistron server of this version, not a proxy.",
            ]
        case .input(let fault):
            return [fault.title, fault.detail] + fault.items.map(\.line)
        }
    }

    /// What helps with the problems that the caller can do something about; the detail of the others says it all.
    private func advice(for problem: Problem) -> String? {
        switch (problem.code, problem.status) {
        case ("unknown-panel", _):
            "Next: deposit it with `cistron panel deposit FOLDER`, or name another with --panel and --panel-version."
        case ("analysis-exists", _):
            "Next: give the analysis another name with --name, or look at the one that is there."
        case ("idempotency-conflict", _):
            "Next: leave out --key, or give one that was not used for anything else."
        case ("version-exists", _):
            "Next: deposit the changed content as a new version; a version never changes."
        case (_, 401):
            "Next: check CISTRON_TOKEN, or the user name (--user, CISTRON_USER) and the password."
        case (_, 403):
            "Next: ask an administrator for the role or the panel."
        case (_, 503), (_, 429):
            "Next: try again in a moment."
        default: nil
        }
    }
}

extension Problem {
    /// Title, detail and the parts that are wrong, one line each.
    package var lines: [String] {
        ["\(title) (\(code))"] + (detail.isEmpty ? [] : [detail]) + (errors ?? []).map(\.line)
    }
}

extension Problem.Item {
    var line: String { pointer.isEmpty ? "  - \(detail)" : "  - \(pointer): \(detail)" }
}
