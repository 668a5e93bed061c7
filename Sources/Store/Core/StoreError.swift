/// What the store refuses, for reasons of its own rather than the database's.
package enum StoreError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The named thing does not exist, or not for this principal.
    case notFound(String)
    /// The version exists with other content; versions never change.
    case versionExists(name: String, version: String)
    /// The database lacks what this program needs, or has more.
    case schema(String)

    package var description: String {
        switch self {
        case .notFound(let what): "There is no such \(what)."
        case .versionExists(let name, let version):
            "\(name) \(version) is already deposited with other content. Versions never change: deposit it under a new version."
        case .schema(let problem): problem
        }
    }
}
