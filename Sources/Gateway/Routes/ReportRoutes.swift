import Access
import Cryptography
import Foundation
import HTTPTypes
import Hummingbird
import NIOCore
import PublicAPI
import Store

/// Reports of record.
struct ReportRoutes {
    let services: GatewayServices

    func add(to router: some RouterMethods<GatewayContext>) {
        router.get("reports/{id}") { _, context in
            let id = try context.parameters.require("id", as: UUID.self)
            let report = try await services.read(context) { try await $0.visibleReport(id, for: context) }
            return try Response.json(ReportView(report))
        }
        router.get("reports/{id}/content", use: content)
    }

    /// The bytes of record. They are rendered from other people's words, so the browser is told to trust nothing in
    /// them.
    @Sendable func content(_ request: Request, context: GatewayContext) async throws -> Response {
        let id = try context.parameters.require("id", as: UUID.self)
        let (report, bytes) = try await services.read(context) { transaction in
            let report = try await transaction.visibleReport(id, for: context)
            return (report, try await transaction.reportContent(id))
        }
        guard let bytes else { throw Problem.notFound("report") }
        var headers: HTTPFields = [
            .contentType: "\(report.mediaType); charset=utf-8", .cacheControl: "private, max-age=31536000, immutable",
            .eTag: "\"\(report.sha256.hexadecimal)\"",
        ]
        headers[.contentSecurityPolicy] = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; sandbox"
        return Response(status: .ok, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
    }
}

extension Transaction {
    fileprivate func visibleReport(_ id: UUID, for context: GatewayContext) async throws -> ReportRecord {
        _ = try context.principal.requirePerson()
        guard let report = try await report(id) else { throw Problem.notFound("report") }
        _ = try await visibleAnalysis(report.analysisID, for: context)
        return report
    }
}
