import Client
import Foundation
import PublicAPI

/// Answers that tests serve.
enum Samples {
    static let instant = Date(timeIntervalSince1970: 1_750_000_000)

    static func job(
        _ state: String, id: UUID = UUID(), progress: JobView.Progress? = nil, problem: Problem? = nil
    ) -> JobView {
        let isFinal = ["succeeded", "failed", "refused", "cancelled"].contains(state)
        return JobView(
            id: id, kind: "import", lane: "routine", state: state, waitingFor: nil,
            subject: JobView.Subject(kind: "import", id: id.uuidString.lowercased()), attempts: 1, progress: progress,
            result: nil, problem: problem, created: instant, started: instant, finished: isFinal ? instant : nil)
    }

    static let unknownPanel = Problem(
        status: 422, code: "unknown-panel", title: "The panel is not known", detail: "There is no panel HBOC v1.",
        errors: [Problem.Item(pointer: "descriptor.genepanel_name", detail: "no such panel")])

    static func panel(_ name: String) -> PanelView {
        PanelView(
            id: UUID(), name: name, version: "v1", assembly: "GRCh37", contentHash: "", genes: 1, transcripts: 2,
            current: true, deposited: instant)
    }

    static let user = UserView(id: UUID(), username: "alice", displayName: "A", roles: [], panels: [])

    static func event(_ id: Int, _ job: JobView) throws -> String {
        let json = String(decoding: try JSONEncoder.publicAPI().encode(job), as: UTF8.self)
        return "id: \(id)\nevent: state\ndata: \(json)\n\n"
    }

    static func progress(_ id: Int, _ done: Int, of total: Int) -> String {
        "id: \(id)\nevent: progress\ndata: {\"done\":\(done),\"total\":\(total),\"unit\":\"records\"}\n\n"
    }
}

/// Reads an updates sequence to its end.
func collect(_ updates: JobUpdates) async throws -> [String] {
    var texts: [String] = []
    for try await update in updates {
        switch update {
        case .state(let view): texts.append(view.state)
        case .progress(let progress): texts.append("\(progress.done)/\(progress.total ?? -1)")
        }
    }
    return texts
}
