import Access
import Cryptography
import Foundation
import Genomics
import HTTPTypes
import Hummingbird
import Jobs
import NIOCore
import Postgres
import PublicAPI
import Store

/// Handing in analyses: announce, send each file, see what became of every record.
struct ImportRoutes {
    let services: GatewayServices
    /// At most so many chunks of one import are out at a time, so that a flood of one submitter does not delay
    /// another's.
    static let window = 4

    func add(to router: some RouterMethods<GatewayContext>) {
        router.post("imports", use: announce)
        router.get("imports/{id}", use: show)
        router.put("imports/{id}/files/{name}", use: receive)
        router.get("imports/{id}/quarantine", use: quarantine)
    }

    // ── Announce ──

    @Sendable func announce(_ request: Request, context: GatewayContext) async throws -> Response {
        let person = try context.principal.requirePerson()
        var request = request
        let body = try await request.bytes(limit: services.limits.jsonBody)
        let wanted = try ImportRequest(body, limits: services.limits)
        let key = try request.idempotencyKey()
        let lane: Lane = wanted.descriptor.priority == .normal ? .routine : .urgent
        let id = UUID.version7()
        let job = NewJob(id: id, kind: "import", lane: lane, state: .waiting, subjectKind: "import", subjectID: id.text)
        let (view, isNew) = try await services.transaction(context) { transaction in
            switch try await transaction.create(job, idempotencyKey: key, route: "imports", body: SHA256.hash(body)) {
            case .conflict:
                throw Problem.invalid(
                    "idempotency-conflict", "Idempotency-Key used before",
                    "This Idempotency-Key came with another request. Send a new request under a new key.")
            case .repeated(let known):
                return (try await Self.view(known, transaction), false)
            case .new:
                try await announce(wanted, id, person, context, transaction)
                return (try await Self.view(id, transaction), true)
            }
        }
        return try .json(view, status: isNew ? .created : .ok, location: "/api/v1/imports/\(view.id.text)")
    }

    private func announce(
        _ wanted: ImportRequest, _ id: UUID, _ person: Person, _ context: GatewayContext, _ transaction: Transaction
    ) async throws {
        let name = wanted.descriptor.panel
        guard let panel = try await transaction.panel(named: name.name, version: name.version) else {
            throw Problem.invalid(
                "unknown-panel", "Unknown gene panel",
                "There is no gene panel \(name.name) in version \(name.version). Deposit it first.",
                errors: [
                    .init(pointer: "descriptor.genepanel_name", detail: "\(name.name) \(name.version) is not deposited")
                ])
        }
        try context.principal.require(.submitImport(panel: panel.name))
        guard try await !transaction.analysisNameIsTaken(wanted.descriptor.name) else {
            throw Problem.conflict(
                "analysis-exists", "Analysis exists",
                "An analysis of this name has been imported. Choose another name, or send the same Idempotency-Key to see the first import.",
                errors: [.init(pointer: "descriptor.name", detail: "the name is taken")])
        }
        if let release = wanted.release {
            _ = try await transaction.annotationRelease(named: release.name, releasedOn: release.date)
        }
        let descriptor = StoredDescriptor(descriptor: wanted.descriptorJSON, release: wanted.release?.name)
        try await transaction.create(
            UploadRecord(
                id: id, submitter: person.id, panelID: panel.id, panelName: panel.name,
                descriptor: JSONText(encoding: descriptor), files: wanted.files))
    }

    // ── Receive ──

    @Sendable func receive(_ request: Request, context: GatewayContext) async throws -> Response {
        let id = try context.parameters.require("id", as: UUID.self)
        let name = try context.parameters.require("name").decodedPath
        let (upload, job) = try await services.read(context) { transaction in
            (try await transaction.upload(id), try await transaction.job(id))
        }
        guard let upload, let job, let file = upload.files.first(where: { $0.name == name }) else {
            throw context.principal == .anonymous ? Problem.unauthenticated : Problem.notFound("file of an import")
        }
        try context.principal.require(.submitImport(panel: upload.panelName))
        if let length = request.headers[.contentLength].flatMap({ Int($0) }), length != file.size {
            throw Problem.invalid(
                "size-mismatch", "Size mismatch",
                "\(name) was announced with \(file.size) bytes; \(length) would arrive.")
        }
        if file.isReceived {
            try await confirm(request.body, is: file)
        } else {
            guard job.state == .waiting else {
                throw Problem.conflict(
                    "import-ended", "Import ended", "The import waits for no files: its job is \(job.state.rawValue).")
            }
            try await receive(request.body, file, of: upload, context)
        }
        // Whoever sends the last file may wait for the import; before, there is nothing to wait for.
        if let wait = request.preferredWait(limit: services.limits.wait),
            try await services.read(context, { try await $0.importRecord(id) }) != nil
        {
            _ = try await JobWatch(services: services, context: context).job(id, waitingSeconds: wait)
        }
        let view = try await services.read(context) { try await Self.view(id, $0) }
        return try .json(view)
    }

    /// A file that is here already: the same bytes again are fine, others are not.
    private func confirm(_ body: RequestBody, is file: UploadFile) async throws {
        var hash = SHA256()
        for try await buffer in body { hash.update(Array(buffer: buffer)) }
        guard hash.finalize() == file.sha256 else {
            throw Problem.conflict(
                "file-received", "File received before", "\(file.name) is here already, with the announced content.")
        }
    }

    private func receive(_ body: RequestBody, _ file: UploadFile, of upload: UploadRecord, _ context: GatewayContext)
        async throws
    {
        let receiver = UploadReceiver(services: services, context: context, upload: upload.id, file: file)
        do {
            switch try await receiver.receive(body) {
            case .received(let received): try await arrived(received, of: upload, context)
            case .faulty(let problem): throw problem
            }
        } catch let problem as Problem where problem.code == "invalid-file" || problem.code == "invalid-compression" {
            // As announced and yet not good: sending it again does not help, so the job is over.
            try await services.transaction(context) { transaction in
                try await transaction.discardChunks(of: upload.id)
                try await transaction.jobEnded(upload.id, .refused, problem: JSONText(encoding: problem))
            }
            throw problem
        } catch {
            try await services.transaction(context) {
                try await $0.discard(attempt: receiver.attempt, of: upload.id, file: file.ordinal)
            }
            throw error
        }
    }

    /// Notes a file; the last one begins the import in the same transaction.
    private func arrived(_ file: ReceivedFile, of upload: UploadRecord, _ context: GatewayContext) async throws {
        try await services.transaction(context) { transaction in
            guard try await transaction.received(file, of: upload.id) else {
                return try await transaction.discard(attempt: file.attempt, of: upload.id, file: file.ordinal)
            }
            guard let files = try await transaction.filesIfComplete(of: upload.id) else { return }
            try await begin(upload, files, transaction)
        }
    }

    private func begin(_ upload: UploadRecord, _ files: [ReceivedFile], _ transaction: Transaction) async throws {
        let stored = try upload.descriptor.decode(as: StoredDescriptor.self)
        let legacy = files.filter { $0.role == .vcf }.map { vcf in
            AnalysisDescriptor.DataEntry(vcf: vcf.name, pedigree: files.first { $0.role == .ped }?.name)
        }
        let descriptor = try AnalysisDescriptor(Array(stored.descriptor.utf8), legacyData: legacy)
        guard let panel = try await transaction.panel(upload.panelID),
            let configuration = try await transaction.annotationConfiguration(named: "default"),
            let job = try await transaction.job(upload.id)
        else { throw StoreError.schema("There is no annotation configuration; run `cistron database migrate`.") }
        let release = try await transaction.annotationRelease(
            named: stored.release ?? "unspecified", releasedOn: "1970-01-01")
        let plan = try ImportPlan.make(
            upload: upload.id, analysis: .version7(), files: files,
            ImportPlan.Setting(
                descriptor: descriptor, panel: panel, configuration: configuration, release: release))
        guard try await transaction.begin(plan) else {
            throw Problem.conflict(
                "analysis-exists", "Analysis exists", "An analysis of this name was imported meanwhile.")
        }
        try await transaction.jobQueued(upload.id)
        let subject = Subject(kind: "import", id: upload.id.text)
        let chunks = plan.files.reduce(0) { $0 + $1.chunks }
        for ordinal in 0..<min(chunks, Self.window) {
            try await transaction.send(
                Envelope(
                    job: upload.id, lane: job.lane, subject: subject,
                    payload: ImportChunk(importID: upload.id, ordinal: ordinal)))
        }
        if chunks == 0 {
            try await transaction.send(
                Envelope(job: upload.id, lane: job.lane, subject: subject, payload: ImportClose(importID: upload.id)))
        }
    }

    // ── Show ──

    @Sendable func show(_ request: Request, context: GatewayContext) async throws -> Response {
        let id = try context.parameters.require("id", as: UUID.self)
        _ = try context.principal.requirePerson()
        return try .json(try await services.read(context) { try await Self.view(id, $0) })
    }

    @Sendable func quarantine(_ request: Request, context: GatewayContext) async throws -> Response {
        let id = try context.parameters.require("id", as: UUID.self)
        _ = try context.principal.requirePerson()
        let size = try request.pageSize(default: 100, limit: 1_000)
        let after = (request.uri.queryParameters.get("cursor") ?? "-1.0").split(separator: ".").compactMap { Int($0) }
        guard after.count == 2, Int16(exactly: after[0]) != nil else {
            throw Problem.malformed("The cursor is not one of ours.", pointer: "cursor")
        }
        let (upload, found) = try await services.read(context) { transaction in
            (
                try await transaction.upload(id),
                try await transaction.quarantine(of: id, afterFile: after[0], line: after[1], limit: size + 1)
            )
        }
        guard let upload else { throw Problem.notFound("import") }
        let page = found.prefix(size)
        let names = Dictionary(uniqueKeysWithValues: upload.files.map { ($0.ordinal, $0.name) })
        let items = page.map {
            QuarantinedRecordView(file: names[$0.file] ?? "", line: $0.line, reason: $0.reason, detail: $0.detail)
        }
        let next = found.count > size ? page.last.map { "\($0.file).\($0.line)" } : nil
        return try .json(Page(items: items, next: next))
    }

    static func view(_ id: UUID, _ transaction: Transaction) async throws -> ImportView {
        guard let upload = try await transaction.upload(id), let job = try await transaction.job(id) else {
            throw Problem.notFound("import")
        }
        let stored = try await transaction.importRecord(id)
        let files = upload.files.map { file in
            let name =
                file.name.addingPercentEncoding(
                    withAllowedCharacters: .urlPathAllowed.subtracting(CharacterSet(charactersIn: "/"))) ?? file.name
            return ImportView.FileView(
                name: file.name, size: file.size, sha256: file.sha256.hexadecimal, received: file.isReceived,
                address: "/api/v1/imports/\(id.text)/files/\(name)")
        }
        return ImportView(
            id: id, state: job.state.rawValue, analysis: stored?.analysisID, files: files,
            records: stored.map {
                ImportView.Records(
                    total: $0.records, stored: $0.stored, filtered: $0.filtered, filteredReasons: $0.filteredReasons,
                    rejected: $0.rejected)
            })
    }
}

/// What an upload keeps of the request that announced it.
struct StoredDescriptor: Codable {
    /// The descriptor, as it came.
    var descriptor: String
    /// The name of the annotation release.
    var release: String?
}
