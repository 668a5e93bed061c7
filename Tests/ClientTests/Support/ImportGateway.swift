import Client
import Cryptography
import Foundation
import Hummingbird
import NIOCore
import PublicAPI
import Synchronization

/// The part of a gateway that takes imports, over a real socket.
final class ImportGateway: Sendable {
    /// How imports end here.
    struct Ending: Sendable {
        var state = "succeeded"
        var records: ImportView.Records?
        var problem: Problem?
    }

    struct Announcement: Decodable {
        var descriptor: DescriptorDocument
        var files: [AnnouncedFile]
        var annotationRelease: AnnotationRelease?
    }

    private struct State {
        var announcements: [Announcement] = []
        var keys: [String: (body: Data, id: UUID)] = [:]
        var files: [AnnouncedFile] = []
        var received: Set<String> = []
        var uploads: [String] = []
    }

    static let analysis = UUID()
    private let ending: Ending
    private let state = Mutex(State())

    init(_ ending: Ending = Ending()) { self.ending = ending }

    /// The names of the files that were sent, in that order.
    var uploads: [String] { state.withLock(\.uploads) }
    var announcements: [Announcement] { state.withLock(\.announcements) }
    var keys: [String] { state.withLock { Array($0.keys.keys) } }

    /// Whether the server has a file already.
    func receive(_ name: String) { state.withLock { _ = $0.received.insert(name) } }

    /// Runs the gateway as long as a body needs it.
    @discardableResult
    func run<Result: Sendable>(_ body: @Sendable (_ server: String) async throws -> Result) async throws -> Result {
        try await TestServer.run({ try await self.answer($0) }, body)
    }

    private func answer(_ request: Request) async throws -> Response {
        var request = request
        let parts = request.uri.path.split(separator: "/").dropFirst(2).map(String.init)
        switch (request.method.rawValue, parts.first, parts.count) {
        case ("POST", "imports", 1):
            let body = Data(try await request.collectBody(upTo: 1 << 20).readableBytesView)
            return try announce(body, key: request.header("Idempotency-Key") ?? "")
        case ("PUT", "imports", 4):
            var hash = SHA256()
            for try await chunk in request.body { hash.update(chunk.readableBytesView) }
            return try receive(parts[3], hash.finalize().hexadecimal)
        case ("GET", "imports", 2): return try .json(view)
        case ("GET", "imports", 3):
            return try quarantine(from: request.uri.queryParameters["cursor"].map { String($0) })
        case ("GET", "jobs", 3): return .events(try events)
        default: return try .problem(Problem(status: 404, code: "not-found", title: "Not found", detail: ""))
        }
    }

    private func announce(_ body: Data, key: String) throws -> Response {
        let announcement = try JSONDecoder.publicAPI().decode(Announcement.self, from: body)
        guard announcement.descriptor.panelName != "Unknown" else { return try .problem(Samples.unknownPanel) }
        let known = state.withLock { state in
            let known = state.keys[key]
            state.announcements.append(announcement)
            if known == nil { state.keys[key] = (body, UUID()) }
            state.files = announcement.files
            return known
        }
        if let known, known.body != body {
            return try .problem(
                Problem(status: 422, code: "idempotency-conflict", title: "The key is taken", detail: ""))
        }
        return try .json(view, status: known == nil ? .created : .ok)
    }

    private func receive(_ name: String, _ digest: String) throws -> Response {
        let fits = state.withLock { state in
            state.uploads.append(name)
            state.received.insert(name)
            return state.files.contains { $0.name == name && $0.sha256 == digest }
        }
        guard fits else {
            return try .problem(Problem(status: 422, code: "digest-mismatch", title: "Other bytes", detail: ""))
        }
        return try .json(view)
    }

    private func quarantine(from cursor: String?) throws -> Response {
        let start = cursor.flatMap { Int($0) } ?? 0
        let total = ending.records?.rejected ?? 0
        let records = (start..<min(start + 4, total)).map {
            QuarantinedRecordView(file: "S1.HBOC_v1.vcf", line: 100 + $0, reason: "bad-genotype", detail: "GT is `x`")
        }
        return try .json(Page(items: records, next: start + 4 < total ? "\(start + 4)" : nil))
    }

    private var view: ImportView {
        let (files, received, id) = state.withLock { ($0.files, $0.received, $0.keys.values.first?.id ?? UUID()) }
        let isComplete = files.allSatisfy { received.contains($0.name) }
        return ImportView(
            id: id, state: isComplete ? ending.state : "waiting", analysis: isComplete ? Self.analysis : nil,
            files: files.map {
                ImportView.FileView(
                    name: $0.name, size: $0.size, sha256: $0.sha256, received: received.contains($0.name), address: "")
            }, records: isComplete ? ending.records : nil)
    }

    private var events: String {
        get throws {
            let id = view.id
            let steps = (0...10).map { Samples.progress($0 + 2, $0 * 100, of: 1_000) }.joined()
            return try Samples.event(1, Samples.job("running", id: id)) + steps
                + Samples.event(99, Samples.job(ending.state, id: id, problem: ending.problem))
        }
    }
}
