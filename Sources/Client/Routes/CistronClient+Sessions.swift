import Foundation
package import PublicAPI

extension CistronClient {
    /// Opens a session; later calls of this client use it.
    @discardableResult
    package func logIn(username: String, password: String) async throws -> SessionView {
        var call = Call(.post, "api", "v1", "sessions", isIdempotent: true)
        call.isAuthenticated = false
        call.body = .json(try encode(SessionRequest(username: username, password: password)))
        let view = try await fetch(call, as: SessionView.self)
        session.set(view.token)
        return view
    }

    /// Who the client acts as.
    package func currentUser() async throws -> UserView {
        try await fetch(Call(.get, "api", "v1", "sessions", "current"))
    }

    /// Ends the session of this client, or that of its token.
    package func logOut() async throws {
        _ = try await send(Call(.delete, "api", "v1", "sessions", "current"))
        session.set(nil)
    }

    /// Ends the session that this client has opened for itself, if there is one; a token stays valid.
    package func endOwnSession() async throws {
        guard session.current != nil else { return }
        try await logOut()
    }

    /// Encodes a request body.
    func encode(_ value: some Encodable) throws -> Data { try JSONEncoder.publicAPI().encode(value) }
}
