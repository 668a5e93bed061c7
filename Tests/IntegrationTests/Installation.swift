import Access
import Client
import Composition
import Foundation
import LocalServices
import Logging
import TestCluster

/// A whole Cistron made of real processes: servers of its own, which a test may kill, and as many gateways and workers as it starts.
struct Installation: Sendable {
    /// Holds everything; deleted at the end.
    let folder: URL
    /// The servers.
    let services: LocalServices
    /// The build of the program that runs.
    let program: String
    private let connections: Connections

    /// The user who submits.
    static let user = "ada"
    private static let password = "correct-horse-battery"

    /// Runs `body` with an installation in which no process of the program runs yet, and removes it.
    ///
    /// - Parameter panel: the gene panel that the user works with.
    static func with(
        panel: String, program: String = Program.path, _ body: @Sendable (Installation) async throws -> Void
    ) async throws {
        try await withScratchFolder { folder in
            var logger = Logger(label: "cistron.tests")
            logger.logLevel = .error
            let data = folder.appendingPathComponent("servers").path
            let services = try await LocalServices.start(
                in: data, lifetime: .process, tuning: .fastTests, logger: logger)
            let result: Result<Void, any Error>
            do {
                // Joins the servers that run, and adds what Cistron needs.
                let connections = Connections.local(
                    try await LocalCluster.up(in: data, lifetime: .process, logger: logger))
                _ = try await UserAdministration.create(
                    username: user, displayName: "Ada", group: "genetics", roles: Set(Role.allCases), panels: [panel],
                    password: password, connections: connections, logger: logger)
                let installation = Installation(
                    folder: folder, services: services, program: program, connections: connections)
                try await body(installation)
                result = .success(())
            } catch {
                result = .failure(error)
            }
            await services.stop()
            try await LocalServices.remove(data)
            try result.get()
        }
    }

    /// A client that acts as the user.
    func client(_ address: String) -> CistronClient {
        CistronClient(server: address, credentials: .user(name: Self.user, password: Self.password))
    }

    /// What the program's client commands are told about the user.
    func clientEnvironment(_ address: String) -> [String: String] {
        ["CISTRON_SERVER": address, "CISTRON_USER": Self.user, "CISTRON_PASSWORD": Self.password]
    }

    // ── Processes ──

    /// A gateway on a free port.
    func gateway() throws -> SupervisedProcess { try supervised("gateway", ["gateway", "--port", "0"]) }

    /// A worker of all kinds, which PostgreSQL knows by its name.
    func worker(_ name: String) throws -> SupervisedProcess { try supervised(name, ["worker", "--slots", "2"]) }

    private func supervised(_ name: String, _ arguments: [String]) throws -> SupervisedProcess {
        var environment = ["CISTRON_BROKER": try connections.brokerURI()]
        for role in DatabaseRole.allCases {
            environment[role.variable] = try connections.database(role) + " application_name='\(name)'"
        }
        return SupervisedProcess(
            name: name, arguments: arguments, program: program, environment: environment, folder: folder)
    }

    // ── Looking inside ──

    /// The rows of a query, as text, seen by the superuser.
    func rows(_ sql: String) async throws -> [[String]] {
        try await services.postgres.run(sql, database: "cistron").split(separator: "\n").map {
            $0.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
        }
    }

    /// The number that a query gives.
    func number(_ sql: String) async throws -> Int { Int(try await rows(sql).first?.first ?? "") ?? -1 }

    /// How many messages wait, by queue, as the broker last counted (every few seconds).
    func waitingMessages() async throws -> [String: Int] {
        struct Queue: Decodable {
            var name: String
            var messages: Int?
        }
        let answer = try await services.rabbitmq.management("GET", "/api/queues/cistron")
        let queues = try JSONDecoder().decode([Queue].self, from: answer)
        return Dictionary(uniqueKeysWithValues: queues.map { ($0.name, $0.messages ?? 0) })
    }

    /// Whether nothing lies in a queue at this moment.
    func isEmpty(_ queue: String) async throws -> Bool {
        let request = #"{"count":1,"ackmode":"ack_requeue_true","encoding":"auto"}"#
        let answer = try await services.rabbitmq.management(
            "POST", "/api/queues/cistron/\(queue)/get", body: Data(request.utf8))
        return String(decoding: answer, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines) == "[]"
    }
}
