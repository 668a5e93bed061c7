import Access
import Composition
import Cryptography
import Foundation
import Postgres
import Store
import TestCluster
import TestSupport
import Testing

@Suite("Store: users and sessions", .timeLimit(.minutes(1)))
struct StorePeopleTests {
    private let digest = SHA256.hash(Array("token".utf8))

    private func user(_ name: String) -> NewUser {
        NewUser(
            username: name, displayName: "Name", group: "genetics", roles: [.interpreter, .reviewer],
            passwordHash: "hash")
    }

    /// Runs `body` with a store as the gateway and a user who has a session of an hour.
    private func withSession(_ body: (TestCluster, Store, UUID) async throws -> Void) async throws {
        try await TestCluster.with { cluster in
            try await cluster.withStore(as: .gateway) { store in
                let id = try await store.transaction(for: .anonymous) { transaction in
                    let id = try #require(try await transaction.create(user("alice")))
                    try await transaction.openSession(for: id, digest: digest, lifetimeSeconds: 3_600)
                    return id
                }
                #expect(try await isLive(store))
                try await body(cluster, store, id)
            }
        }
    }

    private func isLive(_ store: Store, idle: Int = 600) async throws -> Bool {
        try await store.transaction(for: .anonymous) { try await $0.userOfSession(digest, idleSeconds: idle) } != nil
    }

    @Test("A name is one user's, in whatever case it is written, also when two take it at once")
    func names() async throws {
        try await TestCluster.with { cluster in
            try await cluster.withStore(as: .gateway) { store in
                let ids = try await withThrowingTaskGroup(of: UUID?.self) { group in
                    for name in ["alice", "Alice", "ALICE", "alice"] {
                        group.addTask {
                            try await store.transaction(for: .migration) { try await $0.create(user(name)) }
                        }
                    }
                    return try await group.reduce(into: [UUID]()) { ids, id in if let id { ids.append(id) } }
                }
                #expect(ids.count == 1)
                try await store.transaction(for: .migration) { transaction in
                    let found = try #require(try await transaction.user(named: "aLiCe"))
                    #expect(found.id == ids.first)
                    #expect(found.person.roles == [.interpreter, .reviewer])
                    #expect(found.person.panels == [])
                    try await transaction.grantPanel("Cardio", toGroup: "genetics")
                    try await transaction.grantPanel("Cardio", toGroupOf: found.id)
                    #expect(try await transaction.user(id: found.id)?.person.panels == ["Cardio"])
                    #expect(try await transaction.user(named: "bob") == nil)
                }
            }
        }
    }

    @Test("A new password ends every session of the user, and of nobody else")
    func reset() async throws {
        try await withSession { _, store, id in
            let others = SHA256.hash(Array("other".utf8))
            try await store.transaction(for: .migration) { transaction in
                let bob = try #require(try await transaction.create(user("bob")))
                try await transaction.openSession(for: bob, digest: others, lifetimeSeconds: 60)
                #expect(try await transaction.resetPassword(of: "Alice", to: "new"))
                #expect(try await !transaction.resetPassword(of: "carol", to: "new"))
                #expect(try await transaction.user(id: id)?.passwordHash == "new")
                #expect(try await transaction.userOfSession(others, idleSeconds: 60)?.id == bob)
            }
            #expect(try await !isLive(store))
        }
    }

    @Test("A session ends when it is closed; closing one that is not there is no error")
    func revoked() async throws {
        try await withSession { _, store, _ in
            try await store.transaction(for: .anonymous) { transaction in
                try await transaction.closeSession(SHA256.hash([0]))
            }
            #expect(try await isLive(store))
            try await store.transaction(for: .anonymous) { transaction in
                try await transaction.closeSession(digest)
                try await transaction.closeSession(digest)
            }
            #expect(try await !isLive(store))
        }
    }

    @Test("A session ends unused; use keeps it alive, noted at most once a minute")
    func idle() async throws {
        try await withSession { cluster, store, _ in
            try await cluster.database.run("UPDATE session SET last_active_at = now() - interval '30 seconds'")
            #expect(try await !isLive(store, idle: 20))
            #expect(try await isLive(store, idle: 60))
            #expect(try await !isLive(store, idle: 20), "a use within the minute is not noted")
            try await cluster.database.run("UPDATE session SET last_active_at = now() - interval '9 minutes'")
            #expect(try await isLive(store, idle: 600))
            #expect(try await isLive(store, idle: 20), "the use has been noted")
        }
    }

    @Test("A session ends when its time is over, however much it is used")
    func expiry() async throws {
        try await withSession { cluster, store, _ in
            try await cluster.database.run("UPDATE session SET expires_at = now() - interval '1 second'")
            #expect(try await !isLive(store))
        }
    }

    @Test("Whoever may no longer log in has no session")
    func inactive() async throws {
        try await withSession { cluster, store, id in
            try await cluster.database.run("UPDATE app_user SET active = false WHERE id = '\(id.text)'")
            #expect(try await !isLive(store))
        }
    }
}
