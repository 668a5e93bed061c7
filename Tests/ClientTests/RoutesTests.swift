import Client
import Foundation
import Hummingbird
import Interpretation
import PublicAPI
import Synchronization
import Testing

/// Every method asks for the route that it stands for.
@Suite struct RoutesTests {
    private static let id = UUID()
    private static let versions = PresentedVersions(alleleID: 7, annotationID: id, assessmentID: nil, reportID: nil)

    private struct Route: Sendable {
        var expected: String
        var call: @Sendable (CistronClient) async throws -> Void

        init<Result>(_ expected: String, _ call: @escaping @Sendable (CistronClient) async throws -> Result) {
            self.expected = expected.replacingOccurrences(of: "ID", with: id.uuidString.lowercased())
            self.call = { _ = try await call($0) }
        }
    }

    private static let routes = [
        Route("POST /api/v1/sessions") { try await $0.logIn(username: "a", password: "b") },
        Route("GET /api/v1/sessions/current") { try await $0.currentUser() },
        Route("DELETE /api/v1/sessions/current") { try await $0.logOut() },
        Route("GET /api/v1/panels?cursor=a%2Fb") { try await $0.panels(cursor: "a/b") },
        Route("GET /api/v1/panels/My%20Panel/v1") { try await $0.panel(name: "My Panel", version: "v1") },
        Route("PUT /api/v1/panels/P/v1") {
            try await $0.depositPanel(
                name: "P", version: "v1", PanelDeposit(assembly: nil, genesTranscripts: "", phenotypes: ""))
        },
        Route("GET /api/v1/filter-configurations") { try await $0.filterConfigurations() },
        Route("GET /api/v1/filter-configurations/F") { try await $0.filterConfiguration(name: "F") },
        Route("PUT /api/v1/filter-configurations/F") {
            try await $0.depositFilterConfiguration(name: "F", document: Data("{}".utf8))
        },
        Route("POST /api/v1/imports Idempotency-Key: k") {
            let descriptor = DescriptorDocument(name: "", panelName: "", panelVersion: "", data: [])
            return try await $0.announce(ImportAnnouncement(descriptor: descriptor, files: []), key: "k")
        },
        Route("GET /api/v1/imports/ID") { try await $0.import(id) },
        Route("GET /api/v1/imports/ID/quarantine?cursor=9") { try await $0.quarantine(of: id, cursor: "9") },
        Route("GET /api/v1/jobs?state=failed&cursor=c") { try await $0.jobs(state: "failed", cursor: "c") },
        Route("GET /api/v1/jobs/ID Prefer: wait=4") { try await $0.job(id, wait: 4) },
        Route("GET /api/v1/analyses?cursor=c") { try await $0.analyses(cursor: "c") },
        Route("GET /api/v1/analyses/ID") { try await $0.analysis(id) },
        Route("GET /api/v1/analyses/ID/alleles") { try await $0.alleles(of: id) },
        Route("GET /api/v1/analyses/ID/reports") { try await $0.reports(of: id) },
        Route("GET /api/v1/reports/ID") { try await $0.report(id) },
        Route("GET /api/v1/reports/ID/content") { try await $0.reportContent(id) },
        Route("GET /api/v1/rounds/ID") { try await $0.round(id) },
        Route("POST /api/v1/rounds/ID/start") { try await $0.startRound(id) },
        Route("PUT /api/v1/rounds/ID/state If-Match: \"3\"") { try await $0.save(RoundState(), in: id, revision: 3) },
        Route("POST /api/v1/rounds/ID/alleles/7/finalise") {
            try await $0.finaliseAllele(
                7, in: id, AlleleFinalisation(presented: versions, assessment: nil, report: nil))
        },
        Route("POST /api/v1/rounds/ID/finalise Idempotency-Key: k Prefer: wait=2") {
            try await $0.finaliseRound(id, RoundFinalisation(revision: 1, presented: [versions]), key: "k", wait: 2)
        },
        Route("GET /api/v1/rounds/ID/snapshot") { try await $0.snapshot(of: id) },
        Route("GET /healthz") { try await $0.checkHealth() },
        Route("GET /readyz") { try await $0.checkReadiness() },
        Route("GET /metrics") { try await $0.metrics() },
        Route("GET /api/v1/openapi.yaml") { try await $0.openAPI() },
    ]

    @Test func everyMethodHasItsRoute() async throws {
        let seen = Mutex<[String]>([])
        let problem = Problem(status: 404, code: "not-found", title: "Not found", detail: "")
        try await TestServer.run { request in
            let headers = ["If-Match", "Idempotency-Key", "Prefer"].compactMap { name in
                request.header(name).map { " \(name): \($0)" }
            }
            seen.withLock { $0.append(request.line + headers.joined()) }
            return try .problem(problem)
        } _: { server in
            for route in Self.routes {
                await #expect(throws: ClientError.problem(problem)) { try await route.call(.test(server)) }
            }
        }
        #expect(seen.withLock(\.self) == Self.routes.map(\.expected))
    }
}
