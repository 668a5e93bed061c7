import Foundation
package import LocalServices
import Logging
import Synchronization

/// The real servers all tests of one process share.
///
/// They are started when the first test asks, and end with the process. Tests take a database and a virtual host of their
/// own, so they need not wait for each other; a test that kills servers must start its own.
package enum TestServers {
    private struct State {
        var servers: Task<LocalServices, any Error>?
        var templates: [String: Task<Void, any Error>] = [:]
        var count = 0
    }

    private static let state = Mutex(State())
    private static let prefix = "cistron-tests-"

    /// The servers, started at the first call.
    package static func shared() async throws -> LocalServices {
        // The task belongs to the process: every test waits for the same one, and none may cancel it for the others.
        try await state.withLock { state in
            if let servers = state.servers { return servers }
            let servers = Task { try await start() }
            state.servers = servers
            return servers
        }.value
    }

    /// Makes a database that ``freshDatabase(template:)`` copies, once in a process.
    ///
    /// - Parameters:
    ///   - name: of the database; lower-case letters and underscores.
    ///   - prepare: fills it (applies the migrations), and must have closed its connections when it returns.
    package static func template(
        _ name: String, prepare: @escaping @Sendable (TestDatabase) async throws -> Void
    ) async throws {
        try await state.withLock { state in
            if let template = state.templates[name] { return template }
            let template = Task {
                let database = TestDatabase(name: name, server: try await shared().postgres)
                try await database.server.run(#"CREATE DATABASE "\#(name)" TEMPLATE template0"#)
                try await prepare(database)
            }
            state.templates[name] = template
            return template
        }.value
    }

    /// A new database for one test.
    ///
    /// - Parameter template: a database nobody is connected to, made by ``template(_:prepare:)``; empty by default.
    package static func freshDatabase(template: String = "template0") async throws -> TestDatabase {
        let database = TestDatabase(name: uniqueName(), server: try await shared().postgres)
        try await database.server.run(#"CREATE DATABASE "\#(database.name)" TEMPLATE "\#(template)""#)
        return database
    }

    /// A new, empty virtual host for one test.
    package static func freshVirtualHost() async throws -> TestVirtualHost {
        let host = TestVirtualHost(name: uniqueName(), server: try await shared().rabbitmq)
        try await host.server.createVirtualHost(host.name)
        return host
    }

    private static func uniqueName() -> String {
        "test_\(state.withLock { $0.count += 1; return $0.count })"
    }

    private static func start() async throws -> LocalServices {
        try await sweep()
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("\(prefix)\(getpid())").path
        return try await LocalServices.start(
            in: folder, lifetime: .process, tuning: .fastTests, logger: Logger(label: "cistron.tests"))
    }

    /// Deletes what earlier test processes left: they end without a chance to clean up.
    private static func sweep() async throws {
        let temporary = FileManager.default.temporaryDirectory
        for name in try FileManager.default.contentsOfDirectory(atPath: temporary.path) where name.hasPrefix(prefix) {
            guard let owner = pid_t(name.dropFirst(prefix.count)) else { continue }
            let isGone = owner == getpid() || kill(owner, 0) != 0 && errno == ESRCH
            guard isGone else { continue }
            let folder = temporary.appendingPathComponent(name).path
            do {
                try await LocalServices.remove(folder)
            } catch {
                // Another test process has deleted it, or is just doing so, or it is another user's.
                let code = (error as? LocalServicesError)?.code
                let isGone = !FileManager.default.fileExists(atPath: folder)
                guard isGone || code == .folderInUse || code == .badFolder else { throw error }
            }
        }
    }
}
