import PublicAPI
import Synchronization

/// Tells a person how a submission goes.
package final class SubmissionProgress: Sendable {
    private let state: Mutex<State>
    private let write: @Sendable (String) -> Void

    struct State {
        let isTerminal: Bool
        let jobLabel: String
        var line: ProgressLine?
        var subject = ""
        var job = ""
    }

    /// Begins a display.
    ///
    /// - Parameters:
    ///   - isTerminal: whether a line can be drawn anew.
    ///   - jobLabel: what the job does.
    ///   - write: writes text, mostly to the standard error.
    package init(isTerminal: Bool, jobLabel: String = "Importing", write: @escaping @Sendable (String) -> Void) {
        state = Mutex(State(isTerminal: isTerminal, jobLabel: jobLabel))
        self.write = write
    }

    /// Shows an event.
    package func show(_ event: SubmissionEvent) {
        let text = state.withLock { $0.text(for: event) }
        if !text.isEmpty { write(text) }
    }

    /// Shows news of a job that nobody submitted just now.
    package func show(_ update: JobUpdate) { show(.job(update)) }

    /// Ends a line that is still being drawn.
    package func end() {
        let text = state.withLock { $0.endLine() }
        if !text.isEmpty { write(text) }
    }
}

extension SubmissionProgress.State {
    mutating func text(for event: SubmissionEvent) -> String {
        switch event {
        case .hashing(let file, let done, let total):
            // Lines about the digest of every small file would be noise where they stay.
            isTerminal ? draw("Reading \(file)", .bytes, done, total) : ""
        case .announced(let view, let isRepeated):
            endLine() + (isRepeated ? "Known already: import \(view.id.text)\n" : "Announced: import \(view.id.text)\n")
        case .skipped(let file): endLine() + "\(file): received already\n"
        case .uploading(let file, let sent, let total): draw("Sending \(file)", .bytes, sent, total)
        case .started: endLine()
        case .job(.progress(let progress)):
            draw(jobLabel, .items(progress.unit), progress.done, progress.total)
        case .job(.state(let view)): text(for: view)
        }
    }

    private mutating func text(for view: JobView) -> String {
        var text = ""
        let news = "Job \(view.state)" + (view.isFinal ? "" : view.waitingFor.map { ": \($0)" } ?? "") + "\n"
        if news != job { text = endLine() + news }
        job = news
        if !view.isFinal, let progress = view.progress {
            text += draw(jobLabel, .items(progress.unit), progress.done, progress.total)
        }
        return text
    }

    private mutating func draw(_ label: String, _ unit: ProgressLine.Unit, _ done: Int, _ total: Int?) -> String {
        var text = ""
        if label != subject {
            text = endLine()
            subject = label
            line = ProgressLine(label, unit: unit, isTerminal: isTerminal)
        }
        return text + (line?.update(done: done, total: total) ?? "")
    }

    mutating func endLine() -> String {
        defer {
            line = nil
            subject = ""
        }
        return line?.end() ?? ""
    }
}
