import Access
import Cryptography
import HTTPTypes
import Hummingbird
import Logging
import PublicAPI
import Store

/// Finds out who asks: by bearer token or by session cookie. Whether that is enough each route decides.
struct AuthenticationMiddleware: RouterMiddleware {
    typealias Context = GatewayContext

    let services: GatewayServices

    func handle(
        _ request: Request, context: GatewayContext,
        next: @concurrent (Request, GatewayContext) async throws -> Response
    ) async throws -> Response {
        guard let (token, isCookie) = presented(request) else { return try await next(request, context) }
        if isCookie { try refuseForgery(request) }
        var context = context
        let digest = token.digest
        let idle = services.limits.sessionIdle
        let user = try await services.store.transaction(for: .anonymous, cause: context.cause) { transaction in
            try await transaction.userOfSession(digest, idleSeconds: idle)
        }
        if let user {
            context.principal = .user(user.person)
            context.user = user
            context.session = digest
            context.logger[metadataKey: "user.id"] = "\(user.id.text)"
        }
        return try await next(request, context)
    }

    private func presented(_ request: Request) -> (SecretToken, isCookie: Bool)? {
        if let header = request.headers[.authorization], header.lowercased().hasPrefix("bearer ") {
            return (SecretToken(presented: String(header.dropFirst("bearer ".count))), false)
        }
        if let cookie = request.cookies[SessionRoutes.cookieName] {
            return (SecretToken(presented: cookie.value), true)
        }
        return nil
    }

    /// A browser sends the cookie by itself, so a request that changes something must come from our own pages.
    private func refuseForgery(_ request: Request) throws {
        guard ![.get, .head, .options].contains(request.method) else { return }
        let site = HTTPField.Name("Sec-Fetch-Site").flatMap { request.headers[$0] }
        let origin = request.headers[.origin].flatMap { $0.split(separator: "/").last }
        guard site == "same-origin" || (site == nil && origin.map(String.init) == request.head.authority) else {
            throw Problem(
                status: 403, code: "cross-site-request", title: "Cross-site request",
                detail:
                    "A change by session cookie must come from this site. Programs send the token as Authorization: Bearer."
            )
        }
    }
}
