import Foundation
import Gateway
import Interpretation
import Jobs
import NIOHTTP1
import PublicAPI
import TestCluster
import Testing

/// What the document says of the API, and what the gateway does.
@Suite(.serialized) struct ContractTests {
    @Test(.timeLimit(.minutes(3))) func documentAndRouterNameTheSameOperations() async throws {
        try await Gate.with { gate in
            let reply = try await gate.get("/api/v1/openapi.yaml")
            #expect(reply.status == 200)
            #expect(reply["Content-Type"] == "application/yaml")
            let documented = Set(try APIDocument(reply.text).operations().map(\.name))
            let routes = Set(try await gate.cluster.routes().map(Self.normalised))
            #expect(documented.subtracting(routes) == [], "documented, but not there")
            #expect(routes.subtracting(documented) == [], "there, but not documented")
        }
    }

    /// Routes with parameters as `:id` or `{id}`, with or without a slash in front.
    private static func normalised(_ route: String) -> String {
        let parts = route.split(separator: " ", maxSplits: 1)
        let segments = parts[1].split(separator: "/").map { $0.hasPrefix(":") ? "{\($0.dropFirst())}" : String($0) }
        return "\(parts[0]) /\(segments.joined(separator: "/"))"
    }

    @Test(.timeLimit(.minutes(3))) func whatNeedsCredentialsAnswers401WithoutThem() async throws {
        try await Gate.with { gate in
            let document = try APIDocument(try await gate.get("/api/v1/openapi.yaml").text)
            let before = try await gate.allRows()
            var asked = 0
            for operation in try document.operations() where operation.needsCredentials {
                let path = operation.path.replacing("{id}", with: "0194681c-3c00-7000-8000-000000000001")
                    .replacing("{allele}", with: "1").replacing("{name}", with: "x").replacing("{version}", with: "1")
                for token in [nil, "Bearer nobody's"] {
                    let headers = token.map { ["Authorization": $0] } ?? [:]
                    let reply = try await gate.send(HTTPMethod(rawValue: operation.method), path, headers: headers)
                    try reply.expectProblem(401, "unauthenticated", operation.name)
                    #expect(reply["WWW-Authenticate"] == "Bearer", "\(operation.name)")
                }
                asked += 1
            }
            #expect(asked > 20)
            #expect(try await gate.allRows() == before)
        }
    }

    @Test(.timeLimit(.minutes(3))) func answersAreAsTheDocumentSays() async throws {
        try await Gate.withSubmitter(workers: Set(WorkerKind.allCases)) { gate in
            let contract = Contract(
                gate: gate, document: try APIDocument(try await gate.get("/api/v1/openapi.yaml").text))
            var family = SmallFamily(variants: 20)
            family.brokenRecords = 1
            let catalogue = ["GET /api/v1/sessions/current", "GET /api/v1/panels", "GET /api/v1/filter-configurations"]
            for operation in catalogue { try await contract.hold(operation, nil, 200) }
            try await contract.hold(
                "PUT /api/v1/panels/{name}/{version}", family.panelPath, 200, .json(family.panelDeposit))
            try await contract.hold("GET /api/v1/panels/{name}/{version}", family.panelPath, 200)
            try await contract.hold("GET /api/v1/panels/{name}/{version}", family.panelPath + "9", 404)
            let filter = "/api/v1/filter-configurations/{name}"
            try await contract.hold("PUT \(filter)", family.filterPath, 200, .json(SmallFamily.filterConfiguration))
            try await contract.hold("GET \(filter)", family.filterPath, 200)

            let body = Gate.Body.bytes(Array(try family.announcement()))
            let announced: ImportView = try await contract.hold("POST /api/v1/imports", "/api/v1/imports", 201, body)
                .value()
            var submitted = announced
            for (file, view) in zip(family.files, announced.files) {
                let operation = "PUT /api/v1/imports/{id}/files/{name}"
                submitted = try await contract.hold(operation, view.address, 200, .bytes(file.bytes)).value()
            }
            let job = try await gate.ended(submitted.job)
            #expect(job.state == "succeeded")
            let `import` = "/api/v1/imports/\(announced.id.uuidString.lowercased())"
            let records = try await contract.hold("GET /api/v1/imports/{id}", `import`, 200).value(ImportView.self)
                .records
            #expect(records?.rejected == 1)
            try await contract.hold("GET /api/v1/imports/{id}/quarantine", `import` + "/quarantine", 200)
            try await contract.hold("GET /api/v1/jobs", nil, 200)
            try await contract.hold("GET /api/v1/jobs/{id}", "/api/v1/jobs/\(job.id.uuidString.lowercased())", 200)
            try await contract.hold("GET /api/v1/analyses", nil, 200)
            try await contract.interpret(try #require(submitted.analysis))
        }
    }
}

/// Asks, and holds each answer against the document.
struct Contract {
    var gate: Gate
    var document: APIDocument

    @discardableResult
    func hold(
        _ operation: String, _ path: String?, _ status: Int, _ body: Gate.Body = .none,
        headers: [String: String] = [:], sourceLocation: SourceLocation = #_sourceLocation
    ) async throws -> Reply {
        let parts = operation.split(separator: " ")
        let reply = try await gate.send(
            HTTPMethod(rawValue: String(parts[0])), path ?? String(parts[1]), headers: headers, body: body)
        #expect(reply.status == status, "\(operation): \(reply.text)", sourceLocation: sourceLocation)
        let mediaType = status < 400 ? "application/json" : "application/problem+json"
        let schema = try #require(
            try document.schema(of: operation, status: reply.status, mediaType: mediaType), "\(operation) \(status)",
            sourceLocation: sourceLocation)
        let faults = document.faults(of: try JSONSerialization.jsonObject(with: reply.body), under: schema)
        #expect(faults == [], "\(operation)", sourceLocation: sourceLocation)
        return reply
    }

    /// Goes through a round from start to report.
    func interpret(_ analysis: UUID) async throws {
        let path = "/api/v1/analyses/\(analysis.uuidString.lowercased())"
        let view: AnalysisView = try await hold("GET /api/v1/analyses/{id}", path, 200).value()
        let alleles = try await hold("GET /api/v1/analyses/{id}/alleles", path + "/alleles", 200).page(
            of: AlleleView.self)
        let id = try #require(view.rounds.first).id.uuidString.lowercased()
        let round = "/api/v1/rounds/\(id)"
        try await hold("GET /api/v1/rounds/{id}/snapshot", round + "/snapshot", 409)
        let started: RoundView = try await hold("POST /api/v1/rounds/{id}/start", round + "/start", 200).value()
        var state = started.state
        state.comment = "A cause was found."
        state.manuallyAdded = []
        for allele in alleles.items.dropFirst() { state[allele.id].notRelevant = true }
        let saved: RoundView = try await hold(
            "PUT /api/v1/rounds/{id}/state", round + "/state", 200, .json(state),
            headers: ["If-Match": "\"\(started.revision)\""]
        ).value()
        try await hold("GET /api/v1/rounds/{id}", round, 200)
        let first = try #require(alleles.items.first)
        let wish = AlleleFinalisation(
            presented: try first.presented, assessment: .init(classification: "5", comment: "Known."),
            report: "The cause.")
        let finalise = "POST /api/v1/rounds/{id}/alleles/{allele}/finalise"
        let judged: AlleleFinalised = try await hold(
            finalise, round + "/alleles/\(first.id)/finalise", 200, .json(wish)
        ).value()
        try await hold(finalise, round + "/alleles/\(first.id)/finalise", 409, .json(wish))
        #expect(judged.revision >= saved.revision)
        let presented = try [judged.current] + alleles.items.dropFirst().map { try $0.presented }
        let end = RoundFinalisation(revision: judged.revision, presented: presented)
        let job: JobView = try await hold(
            "POST /api/v1/rounds/{id}/finalise", round + "/finalise", 200, .json(end), headers: ["Prefer": "wait=30"]
        ).value()
        try await hold("GET /api/v1/rounds/{id}/snapshot", round + "/snapshot", 200)
        let report = try #require(job.result?["reportJob"].flatMap { UUID(uuidString: $0) })
        let rendered = try await gate.ended(report)
        try await hold("GET /api/v1/analyses/{id}/reports", path + "/reports", 200)
        try await hold("GET /api/v1/reports/{id}", "/api/v1/reports/\(try #require(rendered.result?["report"]))", 200)
        try await hold("GET /api/v1/analyses/{id}", path, 200)
    }
}
