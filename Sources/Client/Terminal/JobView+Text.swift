import Foundation
package import PublicAPI

extension JobView {
    /// The job for a person, one line each.
    package var lines: [String] {
        var lines = [
            "Job:      \(id.text)", "Kind:     \(kind) of \(subject.kind) \(subject.id)", "State:    \(state)",
            "Lane:     \(lane)", "Attempts: \(attempts)",
        ]
        if !isFinal, let waitingFor { lines.append("Waiting:  \(waitingFor)") }
        if let progress { lines.append("Progress: \(progress.text)") }
        lines.append("Created:  \(created.formatted(.iso8601))")
        if let started { lines.append("Started:  \(started.formatted(.iso8601))") }
        if let finished { lines.append("Finished: \(finished.formatted(.iso8601))") }
        for (name, value) in (result ?? [:]).sorted(by: { $0.key < $1.key }) {
            lines.append("Result:   \(name) \(value)")
        }
        if let problem { lines += ["Problem:"] + problem.lines.map { "  " + $0 } }
        return lines
    }
}

extension JobView.Progress {
    /// `1,200 of 4,000 records`.
    package var text: String { total.map { "\(done.grouped) of \($0.grouped) \(unit)" } ?? "\(done.grouped) \(unit)" }
}
