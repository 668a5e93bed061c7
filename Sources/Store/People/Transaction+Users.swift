package import Access
import Postgres

package import struct Foundation.UUID

/// A user as stored.
package struct UserRecord: Sendable {
    /// The user's id.
    package var id: UUID
    /// The name to log in with, in lower case.
    package var username: String
    /// The name people read.
    package var displayName: String
    /// The argon2id hash of the password.
    package var passwordHash: String
    /// Whether the user may log in.
    package var active: Bool
    /// Roles and panels.
    package var person: Person
}

/// A user to be created.
package struct NewUser: Sendable {
    /// The name to log in with, in lower case.
    package var username: String
    /// The name people read.
    package var displayName: String
    /// The user group; created when it does not exist.
    package var group: String
    /// Roles in the laboratory.
    package var roles: Set<Role>
    /// The argon2id hash of the password.
    package var passwordHash: String

    /// Describes a user.
    package init(username: String, displayName: String, group: String, roles: Set<Role>, passwordHash: String) {
        self.username = username
        self.displayName = displayName
        self.group = group
        self.roles = roles
        self.passwordHash = passwordHash
    }
}

extension Transaction {
    /// The user with a name, or nil.
    package func user(named username: String) async throws -> UserRecord? {
        try await user(where: "u.username = \(username.lowercased())")
    }

    /// The user with an id, or nil.
    package func user(id: UUID) async throws -> UserRecord? {
        try await user(where: "u.id = \(id)")
    }

    /// What a worker may know of a person it acts for: rights as of now, no password.
    package func person(id: UUID) async throws -> (person: Person, displayName: String, active: Bool)? {
        let rows = try await connection.execute(
            """
            SELECT u.display_name, u.active, u.roles,
                   ARRAY(SELECT panel_name FROM user_group_panel p WHERE p.user_group_id = u.user_group_id)
              FROM app_user u WHERE u.id = \(id)
            """)
        guard let row = rows.first else { return nil }
        let (name, active, roles, panels) = try row.decode((String, Bool, [String], [String]).self)
        return (Person(id: id, roles: Set(roles.compactMap(Role.init)), panels: Set(panels)), name, active)
    }

    /// Creates a user, and its group when that is new.
    ///
    /// - Returns: the user's id, or nil when the name is taken.
    package func create(_ user: NewUser) async throws -> UUID? {
        let group = try await groupID(named: user.group)
        let id = UUID.version7()
        let rows = try await connection.execute(
            """
            INSERT INTO app_user (id, username, display_name, user_group_id, roles, password_hash)
            VALUES (\(id), \(user.username.lowercased()), \(user.displayName), \(group),
                    \(user.roles.map(\.rawValue).sorted()), \(user.passwordHash))
            ON CONFLICT (username) DO NOTHING
            """)
        guard rows.affected == 1 else { return nil }
        try await record(DomainEvent("user.created", subject: "user", id.text))
        return id
    }

    /// Replaces a password and ends the user's sessions.
    ///
    /// - Returns: whether there is such a user.
    package func resetPassword(of username: String, to passwordHash: String) async throws -> Bool {
        let rows = try await connection.execute(
            """
            UPDATE app_user SET password_hash = \(passwordHash) WHERE username = \(username.lowercased()) RETURNING id
            """)
        guard let id = try rows.first?.decode(UUID.self, at: 0) else { return false }
        try await connection.execute(
            "UPDATE session SET revoked_at = now() WHERE user_id = \(id) AND revoked_at IS NULL")
        try await record(DomainEvent("user.password_reset", subject: "user", id.text))
        return true
    }

    /// Lets a user group work with a panel, in all its versions.
    package func grantPanel(_ panel: String, toGroup group: String) async throws {
        let id = try await groupID(named: group)
        try await connection.execute(
            """
            INSERT INTO user_group_panel (user_group_id, panel_name) VALUES (\(id), \(panel))
            ON CONFLICT DO NOTHING
            """)
    }

    /// Lets the user group of a person work with a panel.
    package func grantPanel(_ panel: String, toGroupOf user: UUID) async throws {
        try await connection.execute(
            """
            INSERT INTO user_group_panel (user_group_id, panel_name)
            SELECT user_group_id, \(panel) FROM app_user WHERE id = \(user)
            ON CONFLICT DO NOTHING
            """)
    }

    private func groupID(named name: String) async throws -> UUID {
        try await connection.execute(
            "INSERT INTO user_group (id, name) VALUES (\(UUID.version7()), \(name)) ON CONFLICT (name) DO NOTHING")
        return try await connection.execute("SELECT id FROM user_group WHERE name = \(name)").one(UUID.self)
    }

    private func user(where condition: SQL) async throws -> UserRecord? {
        let rows = try await connection.execute(
            """
            SELECT u.id, u.username, u.display_name, u.password_hash, u.active, u.roles,
                   ARRAY(SELECT panel_name FROM user_group_panel p WHERE p.user_group_id = u.user_group_id)
              FROM app_user u WHERE
            """ + " " + condition)
        guard let row = rows.first else { return nil }
        let (id, username, displayName, hash, active, roles, panels) = try row.decode(
            (UUID, String, String, String, Bool, [String], [String]).self)
        let person = Person(id: id, roles: Set(roles.compactMap(Role.init)), panels: Set(panels))
        return UserRecord(
            id: id, username: username, displayName: displayName, passwordHash: hash, active: active, person: person)
    }
}
