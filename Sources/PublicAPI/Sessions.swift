package import struct Foundation.Date
package import struct Foundation.UUID

/// A login.
package struct SessionRequest: Sendable, Codable {
    /// The name of the user.
    package var username: String
    /// The password.
    package var password: String

    package init(username: String, password: String) {
        self.username = username
        self.password = password
    }
}

/// A session that has been opened.
package struct SessionView: Sendable, Codable {
    /// The bearer token; shown once.
    package var token: String
    /// When the session ends whatever happens.
    package var expires: Date
    /// Who logged in.
    package var user: UserView

    package init(token: String, expires: Date, user: UserView) {
        self.token = token
        self.expires = expires
        self.user = user
    }
}

/// A user as others may see it.
package struct UserView: Sendable, Codable, Hashable {
    package var id: UUID
    package var username: String
    package var displayName: String
    package var roles: [String]
    package var panels: [String]

    package init(id: UUID, username: String, displayName: String, roles: [String], panels: [String]) {
        self.id = id
        self.username = username
        self.displayName = displayName
        self.roles = roles
        self.panels = panels
    }
}

/// A list that may go on.
package struct Page<Item: Sendable & Codable>: Sendable, Codable {
    /// The items of this page.
    package var items: [Item]
    /// Pass it as `cursor` for the next page; absent on the last one.
    package var next: String?

    package init(items: [Item], next: String? = nil) {
        self.items = items
        self.next = next
    }
}
