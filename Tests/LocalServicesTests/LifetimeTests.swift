import Foundation
import Glibc
import LocalServices
import Testing

@testable import LocalServices

@Suite("Who outlives whom", .timeLimit(.minutes(4)))
struct LifetimeTests {
    @Test("After a SIGKILL of their owner no server and no helper is left, and the folder is free again")
    func killedOwner() async throws {
        try await withScratchFolder { folder in
            let probe = try await ProbeProcess.start(folder, .process, "postgres,rabbitmq")
            let family = probe.identity.descendants()
            #expect(family.count > 6)
            #expect(try #require(try LocalServices.attach(to: folder)).status().map(\.isRunning) == [true, true])
            kill(probe.identity.pid, SIGKILL)
            probe.wait()
            #expect(try await eventually { !family.contains { $0.isRunning } })

            let next = try await LocalServices.startForTest(in: folder)
            #expect(try await next.postgres.run("SELECT 1") == "1")
            await next.stop()
        }
    }

    @Test("Detached servers outlive the process that started them, until somebody stops them")
    func detached() async throws {
        try await withScratchFolder { folder in
            let probe = try await ProbeProcess.start(folder, .detached, "postgres")
            probe.closeInput()
            probe.wait()
            let services = try #require(try LocalServices.attach(to: folder))
            #expect(try await services.postgres.run("SELECT 1") == "1")
            let error = await #expect(throws: LocalServicesError.self) {
                try await LocalServices.startForTest(in: folder)
            }
            #expect(error?.code == .alreadyRunning)

            try await services.killPostgres()
            try await services.restartPostgres()
            #expect(try await services.postgres.run("SELECT 1") == "1")
            let server = try #require(services.record.processes[.postgres])
            let family = [server] + server.descendants()
            await services.stop()
            #expect(!family.contains { $0.isRunning })
        }
    }

    @Test("Both servers run as an ordinary user", .enabled(if: geteuid() == 0, "only root can become another user"))
    func ordinaryUser() async throws {
        let account = try #require(getpwnam("nobody"))
        // An own copy: the build folder may lie where that user cannot go.
        let place = temporaryPath("cistron-probe")
        try FileManager.default.createDirectory(atPath: place, withIntermediateDirectories: false)
        defer { _ = try? FileManager.default.removeItem(atPath: place) }
        // By a program of its own: a file that is open for writing here could not be executed.
        #expect(try Command(["/bin/cp", ProbeProcess.program, "\(place)/probe"]).run().status == 0)
        chown(place, account.pointee.pw_uid, account.pointee.pw_gid)
        let user = ServerAccount(userID: account.pointee.pw_uid, groupID: account.pointee.pw_gid)
        let folder = "\(place)/data"
        let probe = try await ProbeProcess.start(
            folder, .process, "postgres,rabbitmq", program: "\(place)/probe", account: user)
        let family = probe.identity.descendants()
        let owner = try FileManager.default.attributesOfItem(atPath: folder)[.ownerAccountID] as? NSNumber
        #expect(owner?.uint32Value == user.userID)
        #expect(try #require(try LocalServices.attach(to: folder)).status().map(\.isRunning) == [true, true])
        probe.closeInput()
        probe.wait()
        #expect(!family.contains { $0.isRunning })
    }

    @Test(
        "Root's servers find a place when their accounts cannot reach the folder",
        .enabled(if: geteuid() == 0, "only for root do servers run under other accounts"))
    func unreachableFolder() async throws {
        let closed = temporaryPath("cistron-closed")
        try FileManager.default.createDirectory(
            atPath: closed, withIntermediateDirectories: false, attributes: [.posixPermissions: 0o700])
        defer { _ = try? FileManager.default.removeItem(atPath: closed) }
        let folder = "\(closed)/data"
        let services = try await LocalServices.startForTest(in: folder)
        let substitute = try #require(services.record.substituteFolder)
        #expect(substitute.hasPrefix("/var/lib/cistron-local/"))
        #expect(try await services.postgres.run("SELECT 1") == "1")
        await services.stop()
        try await LocalServices.remove(folder)
        #expect(!FileManager.default.fileExists(atPath: substitute))
        #expect(!FileManager.default.fileExists(atPath: folder))
    }
}
