import Foundation
import LocalServices
import Testing

@testable import LocalServices

@Suite("Both servers", .serialized, .runningServers, .timeLimit(.minutes(4)))
struct BothServersTests {
    let services: LocalServices

    init() throws {
        services = try #require(RunningServers.current)
    }

    @Test("PostgreSQL lets the superuser in by the password file, which the connection string only names")
    func postgresAccepts() async throws {
        let string = services.postgres.connectionString(user: "postgres", database: "postgres")
        let password = try services.postgres.password(forUser: "postgres")
        #expect(!string.contains(password))
        #expect(try await services.postgres.run("SELECT 6 * 7") == "42")
    }

    @Test("A role gets a password of its own, which opens the database; a role without one is refused")
    func rolePasswords() async throws {
        let server = services.postgres
        let password = try server.password(forUser: "reader")
        try await server.run("CREATE ROLE reader LOGIN PASSWORD '\(password)'; CREATE ROLE stranger LOGIN")
        #expect(try server.password(forUser: "reader") == password)
        #expect(try await server.run("SELECT current_user", user: "reader") == "reader")
        await #expect(throws: LocalServicesError.self) { try await server.run("SELECT 1", user: "stranger") }
    }

    @Test("RabbitMQ opens a connection on a new virtual host, and the management interface lists and closes it")
    func brokerAccepts() async throws {
        let server = services.rabbitmq
        try await server.createVirtualHost("a/b c")
        try await server.createVirtualHost("a/b c")
        let client = try AMQPHandshake(server: server, virtualHost: "a/b c")
        let listed = try await eventually { try await server.listConnections().contains { $0.virtualHost == "a/b c" } }
        #expect(listed)
        let connection = try #require(try await server.listConnections().first { $0.virtualHost == "a/b c" })
        #expect(connection.user == server.user)
        try await server.closeConnection(connection.name)
        #expect(client.waitForClose())
        try await server.deleteVirtualHost("a/b c")
        try await server.deleteVirtualHost("a/b c")
        #expect(throws: (any Error).self) { try AMQPHandshake(server: server, virtualHost: "a/b c") }
    }

    @Test("A refused request to the management interface tells the status and the reason")
    func managementRefuses() async throws {
        let error = await #expect(throws: LocalServicesError.self) {
            try await services.rabbitmq.management("GET", "/api/queues/%2F/none")
        }
        #expect(error?.code == .managementFailed)
        #expect(error?.description.contains("404") == true)
    }

    @Test("Every port any of the server processes listens on is on loopback")
    func onlyLoopback() throws {
        let processes = services.record.processes
        #expect(processes.count == 3)
        let chosen = services.record.ports
        let expected: Set = [chosen.postgres, chosen.amqp, chosen.management, chosen.distribution, chosen.epmd]
        var ports: Set<Int> = []
        for process in processes.values {
            for member in [process] + process.descendants() {
                for socket in try ListeningSocket.all(of: member.pid) {
                    #expect(socket.isLoopback, "process \(member.pid) listens on port \(socket.port) of all addresses")
                    ports.insert(socket.port)
                }
            }
        }
        #expect(ports == expected)
    }

    @Test("Another process finds the servers by their folder")
    func attach() async throws {
        let found = try #require(try LocalServices.attach(to: services.dataFolder))
        #expect(found.postgres.port == services.postgres.port)
        #expect(found.rabbitmq.amqpURI(virtualHost: "/") == services.rabbitmq.amqpURI(virtualHost: "/"))
        #expect(found.status().map(\.isRunning) == [true, true])
        #expect(try await found.postgres.run("SELECT 1") == "1")
        let error = await #expect(throws: LocalServicesError.self) { try await found.restartPostgres() }
        #expect(error?.code == .notOwner)
    }

    @Test("Killed servers are gone; started again they have their ports and data")
    func killAndRestart() async throws {
        let (postgresPort, brokerPort) = (services.postgres.port, services.rabbitmq.port)
        try await services.postgres.run("CREATE TABLE kept AS SELECT 7 AS number")
        try await services.rabbitmq.createVirtualHost("kept")
        // An open connection at the time of death is what could keep the port busy.
        let client = try AMQPHandshake(server: services.rabbitmq, virtualHost: "kept")

        try await services.killPostgres()
        try await services.killRabbitMQ()
        #expect(services.status().map(\.isRunning) == [false, false])
        #expect(try LocalServices.attach(to: services.dataFolder) == nil)
        #expect(client.waitForClose())
        await #expect(throws: LocalServicesError.self) { try await services.postgres.run("SELECT 1") }
        await #expect(throws: LocalServicesError.self) { try await services.rabbitmq.listConnections() }

        try await services.restartPostgres()
        try await services.restartRabbitMQ()
        #expect(services.postgres.port == postgresPort)
        #expect(services.rabbitmq.port == brokerPort)
        #expect(try await services.postgres.run("SELECT number FROM kept") == "7")
        _ = try AMQPHandshake(server: services.rabbitmq, virtualHost: "kept")
        #expect(services.status().map(\.isRunning) == [true, true])
    }

    @Test("Passwords are readable by their owner alone, and in nobody's command line")
    func secrets() throws {
        let record = services.record
        let passwords = [services.rabbitmq.password, try services.postgres.password(forUser: "postgres")]
        for process in record.processes.values {
            let arguments = try String(contentsOfFile: "/proc/\(process.pid)/cmdline", encoding: .utf8)
            #expect(!passwords.contains { arguments.contains($0) })
        }
        for file in ["pgpass", "rabbitmq.password", "rabbitmq/rabbitmq.conf", "rabbitmq/.erlang.cookie", "state.json"] {
            let path = "\(services.dataFolder)/\(file)"
            let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? NSNumber
            #expect(mode?.intValue == 0o600, "\(file)")
        }
    }
}
