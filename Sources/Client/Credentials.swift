/// Who acts, and how that is proved.
package enum Credentials: Sendable {
    /// Nobody: enough for health and the API's description.
    case anonymous
    /// An API token, or the token of a session opened elsewhere.
    case token(String)
    /// A user; the client opens a session with the first request.
    case user(name: String, password: String)
}

extension Credentials: CustomStringConvertible {
    /// Never the secret itself, so that it cannot slip into a log.
    package var description: String {
        switch self {
        case .anonymous: "anonymous"
        case .token: "token"
        case .user: "user and password"
        }
    }
}
