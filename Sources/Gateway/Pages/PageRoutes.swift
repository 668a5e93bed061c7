import Cryptography
import Foundation
import HTTPTypes
import Hummingbird
import Mustache
import NIOCore
import PublicAPI
import Store

/// A plain page for people: the analyses and their reports, until there is a whole application.
struct PageRoutes {
    let services: GatewayServices
    private let template: MustacheTemplate

    init(services: GatewayServices) throws {
        self.services = services
        template = try MustacheTemplate(string: String(decoding: PackageResources.page_mustache, as: UTF8.self))
    }

    func add(to router: some RouterMethods<GatewayContext>) {
        router.get("/", use: page)
        router.post("login", use: logIn)
        router.post("logout", use: logOut)
        router.get("assets/page.css") { _, _ in
            Response(
                status: .ok, headers: [.contentType: "text/css; charset=utf-8", .cacheControl: "max-age=300"],
                body: ResponseBody(byteBuffer: ByteBuffer(bytes: PackageResources.page_css)))
        }
    }

    @Sendable func page(_ request: Request, context: GatewayContext) async throws -> Response {
        guard let user = context.user else { return render(["login": [:] as [String: Any]]) }
        let rows = try await services.read(context) { transaction in
            var rows: [AnalysisRow] = []
            for analysis in try await transaction.analyses(before: nil, limit: 100) {
                let round = try await transaction.rounds(of: analysis.id).last
                rows.append(
                    AnalysisRow(
                        name: analysis.name, panel: "\(analysis.panelName) \(analysis.panelVersion)",
                        deposited: analysis.depositedAt.ISO8601Format(),
                        status: (round?.status ?? analysis.state).replacing("_", with: " "),
                        reports: try await transaction.reports(of: analysis.id).map {
                            ReportRow(address: ReportView($0).address, created: $0.createdAt.ISO8601Format())
                        }))
            }
            return rows
        }
        return render(["user": user.displayName, "analyses": rows, "empty": rows.isEmpty])
    }

    private struct AnalysisRow: Sendable {
        var name: String
        var panel: String
        var deposited: String
        var status: String
        var reports: [ReportRow]
    }

    private struct ReportRow: Sendable {
        var address: String
        var created: String
    }

    @Sendable func logIn(_ request: Request, context: GatewayContext) async throws -> Response {
        var request = request
        let body = String(decoding: try await request.bytes(limit: 4_096), as: UTF8.self)
        let form = Dictionary(
            body.split(separator: "&").map { pair -> (String, String) in
                let parts = pair.split(separator: "=", maxSplits: 1).map {
                    String($0).replacing("+", with: " ").decodedPath
                }
                return (parts.first ?? "", parts.count == 2 ? parts[1] : "")
            }
        ) { first, _ in first }
        let sessions = SessionRoutes(services: services)
        let login = SessionRequest(username: form["username"] ?? "", password: form["password"] ?? "")
        guard let (token, _) = try await sessions.logIn(login, context) else {
            return render(["login": ["failed": true]], status: .unauthorized)
        }
        var response = Response(status: .seeOther, headers: [.location: "/"])
        response.setCookie(sessions.cookie(token.text, lifetime: services.limits.sessionLifetime))
        return response
    }

    @Sendable func logOut(_ request: Request, context: GatewayContext) async throws -> Response {
        if let session = context.session {
            try await services.transaction(context) { try await $0.closeSession(session) }
        }
        var response = Response(status: .seeOther, headers: [.location: "/"])
        response.setCookie(SessionRoutes(services: services).cookie("", lifetime: 0))
        return response
    }

    private func render(_ values: [String: Any], status: HTTPResponse.Status = .ok) -> Response {
        Response(
            status: status, headers: [.contentType: "text/html; charset=utf-8"],
            body: ResponseBody(byteBuffer: ByteBuffer(string: template.render(values))))
    }
}
