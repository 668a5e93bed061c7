import LocalServices
import Synchronization
import TestSupport
import Testing

@Suite("The servers tests share", .timeLimit(.minutes(4)))
struct TestServersTests {
    @Test("Tests at the same time get the same servers, and databases and virtual hosts of their own")
    func fresh() async throws {
        async let first = TestServers.freshDatabase()
        async let second = TestServers.freshDatabase()
        async let host = TestServers.freshVirtualHost()
        async let otherHost = TestServers.freshVirtualHost()
        let databases = [try await first, try await second]
        let hosts = [try await host, try await otherHost]
        #expect(databases[0].name != databases[1].name)
        #expect(databases[0].server.port == databases[1].server.port)
        #expect(hosts[0].name != hosts[1].name)
        try await databases[0].run("CREATE TABLE mine ()")
        #expect(try await databases[1].run("SELECT count(*) FROM pg_class WHERE relname = 'mine'") == "0")
        for database in databases { try await database.drop() }
        for host in hosts { try await host.delete() }
        #expect(
            try await databases[0].server.run("SELECT count(*) FROM pg_database WHERE datname = '\(databases[0].name)'")
                == "0")
    }

    @Test("A template is prepared once and copied")
    func template() async throws {
        let preparations = Mutex(0)
        for _ in 0..<2 {
            try await TestServers.template("sample_template") { database in
                preparations.withLock { $0 += 1 }
                try await database.run("CREATE TABLE given AS SELECT 7 AS number")
            }
        }
        #expect(preparations.withLock { $0 } == 1)
        let copy = try await TestServers.freshDatabase(template: "sample_template")
        #expect(try await copy.run("SELECT number FROM given") == "7")
        try await copy.drop()
    }
}
