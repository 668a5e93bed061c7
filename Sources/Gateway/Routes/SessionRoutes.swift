import Access
import Cryptography
import Foundation
import HTTPTypes
import Hummingbird
import PublicAPI
import Store

/// Logging in and out.
struct SessionRoutes {
    static let cookieName = "cistron_session"
    let services: GatewayServices

    func add(to router: some RouterMethods<GatewayContext>) {
        router.post("sessions", use: open)
        router.get("sessions/current") { _, context in
            guard let user = context.user else { throw Problem.unauthenticated }
            return try Response.json(UserView(user))
        }
        router.delete("sessions/current", use: close)
    }

    @Sendable func open(_ request: Request, context: GatewayContext) async throws -> Response {
        var request = request
        let (login, _) = try await request.json(SessionRequest.self, limit: services.limits.jsonBody)
        guard let (token, user) = try await logIn(login, context) else {
            throw Problem(
                status: 401, code: "login-failed", title: "Login failed",
                detail: "User name and password do not belong together, or the user is not active.")
        }
        let view = SessionView(
            token: token.text, expires: Date(timeIntervalSinceNow: Double(services.limits.sessionLifetime)),
            user: UserView(user))
        var response = try Response.json(view, status: .created)
        response.setCookie(cookie(token.text, lifetime: services.limits.sessionLifetime))
        return response
    }

    @Sendable func close(_ request: Request, context: GatewayContext) async throws -> Response {
        guard let session = context.session else { throw Problem.unauthenticated }
        try await services.transaction(context) { try await $0.closeSession(session) }
        var response = Response(status: .noContent)
        response.setCookie(cookie("", lifetime: 0))
        return response
    }

    /// Opens a session when user name and password belong together. Takes as long when there is no such user.
    func logIn(_ login: SessionRequest, _ context: GatewayContext) async throws -> (SecretToken, UserRecord)? {
        let user = try await services.store.read(for: .anonymous) { try await $0.user(named: login.username) }
        let fits = try await services.passwords.verify(login.password, against: user?.passwordHash)
        guard let user, fits, user.active else { return nil }
        let token = SecretToken()
        let lifetime = services.limits.sessionLifetime
        try await services.store.transaction(for: .user(user.person), cause: context.cause) {
            try await $0.openSession(for: user.id, digest: token.digest, lifetimeSeconds: lifetime)
        }
        return (token, user)
    }

    /// The cookie of a session, for browsers.
    func cookie(_ value: String, lifetime: Int) -> Cookie {
        Cookie(
            name: Self.cookieName, value: value, maxAge: lifetime, path: "/", secure: services.secureCookies,
            httpOnly: true,
            sameSite: .strict)
    }
}

extension UserView {
    init(_ user: UserRecord) {
        self.init(
            id: user.id, username: user.username, displayName: user.displayName,
            roles: user.person.roles.map(\.rawValue).sorted(), panels: user.person.panels.sorted())
    }
}
