import Foundation
import Glibc
import LocalServices
import Logging
import Testing

@testable import LocalServices

@Suite("PostgreSQL through starts, stops, and accidents", .timeLimit(.minutes(2)))
struct PostgresLifecycleTests {
    @Test("A stop leaves no process; the next start finds the data on the same port")
    func stopAndStart() async throws {
        try await withScratchFolder { folder in
            let first = try await LocalServices.startForTest(in: folder)
            let processes = try #require(first.record.processes[.postgres])
            let family = [processes] + processes.descendants()
            let port = first.postgres.port
            try await first.postgres.run("CREATE TABLE kept AS SELECT 7 AS number")
            await first.stop()
            #expect(!family.contains { $0.isRunning })
            #expect(try LocalServices.attach(to: folder) == nil)
            await first.stop()

            let second = try await LocalServices.startForTest(in: folder)
            #expect(second.postgres.port == port)
            #expect(try await second.postgres.run("SELECT number FROM kept") == "7")
            await second.stop()
        }
    }

    @Test("A second start in the same folder is refused and harms nothing")
    func secondStart() async throws {
        try await withScratchFolder { folder in
            let first = try await LocalServices.startForTest(in: folder)
            let error = await #expect(throws: LocalServicesError.self) {
                try await LocalServices.startForTest(in: folder)
            }
            #expect(error?.code == .folderInUse)
            #expect(error?.description.contains("process \(getpid())") == true)
            #expect(try await first.postgres.run("SELECT 1") == "1")
            await first.stop()
        }
    }

    @Test("Of two starts at the same moment one wins")
    func simultaneousStarts() async throws {
        try await withScratchFolder { folder in
            let outcomes = await withTaskGroup(of: Result<LocalServices, any Error>.self) { group in
                for _ in 0..<2 {
                    group.addTask {
                        do {
                            return .success(try await LocalServices.startForTest(in: folder))
                        } catch {
                            return .failure(error)
                        }
                    }
                }
                return await group.reduce(into: []) { $0.append($1) }
            }
            let started = outcomes.compactMap { try? $0.get() }
            let winner = try #require(started.first)
            #expect(started.count == 1)
            #expect(try await winner.postgres.run("SELECT 1") == "1")
            await winner.stop()
        }
    }

    @Test("The lock of a killed server does not stop the next one when its number belongs to another process now")
    func recycledNumber() async throws {
        try await withScratchFolder { folder in
            let first = try await LocalServices.startForTest(in: folder)
            try await first.killPostgres()
            let account = try ServerAccount.choose(name: "postgres", folder: "\(folder)/postgres")
            let pipe = try DescriptorPair()
            defer { close(pipe.reading) }
            let stranger = try Spawn(
                arguments: account.prefix + ["/bin/cat"], environment: Command.environment(),
                descriptors: [pipe.reading, pipe.reading, pipe.reading], newSession: false
            ).start()
            let lock = "\(folder)/postgres/data/postmaster.pid"
            var lines = try String(contentsOfFile: lock, encoding: .utf8).split(
                separator: "\n", omittingEmptySubsequences: false)
            lines[0] = "\(stranger)"
            try lines.joined(separator: "\n").write(toFile: lock, atomically: false, encoding: .utf8)
            try await first.restartPostgres()
            #expect(try await first.postgres.run("SELECT 1") == "1")
            #expect(ProcessIdentity(pid: stranger) != nil)
            close(pipe.writing)
            Spawn.wait(stranger)
            await first.stop()
        }
    }

    @Test("A cluster that was being made when the machine stopped is made again")
    func interruptedInitialisation() async throws {
        try await withScratchFolder { folder in
            let half = "\(folder)/postgres/data.new/base"
            try FileManager.default.createDirectory(atPath: half, withIntermediateDirectories: true)
            let services = try await LocalServices.startForTest(in: folder)
            #expect(try await services.postgres.run("SHOW fsync") == "off")
            #expect(!FileManager.default.fileExists(atPath: "\(folder)/postgres/data.new"))
            await services.stop()
        }
    }

    @Test("What statements and rows hold does not get into the server's log")
    func logHoldsNoData() async throws {
        try await withScratchFolder { folder in
            let services = try await LocalServices.startForTest(in: folder)
            let server = services.postgres
            try await server.run("CREATE TABLE person (name text PRIMARY KEY)")
            for sql in [
                "INSERT INTO person VALUES ('secretname'), ('secretname')", "SELECT 'secretname'::integer",
                "SELECT secretname FROM person", "DO $$ BEGIN RAISE WARNING 'secretname'; END $$",
            ] {
                _ = try? await server.run(sql)
            }
            await services.stop()
            let log = try String(contentsOfFile: "\(folder)/postgres/server.log", encoding: .utf8)
            #expect(log.contains("database system is ready"))
            #expect(!log.contains("secretname"))
        }
    }

    @Test("Durable servers force what they confirm to the disk, with checksums")
    func durable() async throws {
        try await withScratchFolder { folder in
            let services = try await LocalServices.start(
                in: folder, lifetime: .process, which: [.postgres], logger: Logger(label: "test"))
            let settings = try await services.postgres.run(
                "SELECT string_agg(setting, ' ' ORDER BY name) FROM pg_settings "
                    + "WHERE name IN ('data_checksums', 'fsync', 'synchronous_commit', 'TimeZone')")
            #expect(settings == "on on on UTC" || settings == "on on UTC on" || settings == "UTC on on on")
            await services.stop()
        }
    }

    @Test("A server that cannot start says why, and nothing is left running")
    func brokenData() async throws {
        try await withScratchFolder { folder in
            let services = try await LocalServices.startForTest(in: folder)
            await services.stop()
            try FileManager.default.removeItem(atPath: "\(folder)/postgres/data/global/pg_control")
            let error = await #expect(throws: LocalServicesError.self) {
                try await LocalServices.startForTest(in: folder)
            }
            #expect(error?.code == .serverFailed)
            #expect(error?.description.contains("pg_control") == true)
            #expect(try LocalServices.attach(to: folder) == nil)
        }
    }
}
