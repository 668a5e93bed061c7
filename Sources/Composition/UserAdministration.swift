package import Access
import Cryptography
package import Logging
import Store

package import struct Foundation.UUID

/// Users, from the command line at the server.
package enum UserAdministration {
    /// Creates a user, and gives the user's group its panels.
    ///
    /// - Returns: the user's id, or nil when the name is taken.
    package static func create(
        username: String, displayName: String, group: String, roles: Set<Role>, panels: [String], password: String,
        connections: Connections, logger: Logger
    ) async throws -> UUID? {
        let hash = try await PasswordHasher().hash(password)
        return try await DatabaseSetup.withStore(try connections.database(.migration), logger: logger) { store in
            try await store.transaction(for: .migration) { transaction in
                let user = NewUser(
                    username: username, displayName: displayName, group: group, roles: roles, passwordHash: hash)
                guard let id = try await transaction.create(user) else { return nil }
                for panel in panels { try await transaction.grantPanel(panel, toGroup: group) }
                return id
            }
        }
    }

    /// Replaces a password and ends the user's sessions.
    ///
    /// - Returns: whether there is such a user.
    package static func resetPassword(
        of username: String, to password: String, connections: Connections, logger: Logger
    ) async throws -> Bool {
        let hash = try await PasswordHasher().hash(password)
        return try await DatabaseSetup.withStore(try connections.database(.migration), logger: logger) { store in
            try await store.transaction(for: .migration) { try await $0.resetPassword(of: username, to: hash) }
        }
    }

    /// A password nobody has to think of: 24 characters.
    package static func randomPassword() -> String { String(SecretToken().text.prefix(24)) }
}
