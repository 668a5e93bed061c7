package import struct Foundation.UUID

/// Who a call is made for. The set is closed: whatever reaches the store is one of these.
package enum Principal: Sendable, Hashable {
    /// Nobody yet. May log in, nothing else.
    case anonymous
    /// A person with a session.
    case user(Person)
    /// A pipeline with an API token, within the rights of the token's owner.
    case token(id: UUID, owner: Person)
    /// A worker process of one kind, for the person whose job it carries out, if there is one.
    case worker(kind: String, for: UUID?)
    /// Migrations and administration at the server itself.
    case migration

    /// The person behind the call, when that person is known with roles and panels.
    package var person: Person? {
        switch self {
        case .user(let person), .token(_, let person): person
        case .anonymous, .worker, .migration: nil
        }
    }
}

/// A person as far as rights are concerned.
package struct Person: Sendable, Hashable {
    /// The user's id.
    package var id: UUID
    /// The roles the person has.
    package var roles: Set<Role>
    /// Names of the gene panels of the person's user group.
    package var panels: Set<String>

    /// Creates a person with roles, working with the panels of the person's group.
    package init(id: UUID, roles: Set<Role>, panels: Set<String>) {
        self.id = id
        self.roles = roles
        self.panels = panels
    }
}
