import Foundation
import Glibc
import Testing

@testable import LocalServices

@Suite("Small parts of LocalServices")
struct SmallPartsTests {
    @Test("A process with the same number but another start is not the same, and is never signalled")
    func recycledNumber() throws {
        let own = try #require(ProcessIdentity(pid: getpid()))
        #expect(own.isRunning)
        let encoded = #"{"pid": \#(own.pid), "startTime": \#(own.startTime + 1)}"#
        let other = try JSONDecoder().decode(ProcessIdentity.self, from: Data(encoded.utf8))
        #expect(!other.isRunning)
        other.signal(SIGKILL)
        #expect(own.isRunning)
    }

    @Test("Ports are different from each other, and the previous ones are kept while they are free")
    func ports() throws {
        let first = try Ports.choose(previous: nil)
        #expect(Set([first.postgres, first.amqp, first.management, first.distribution, first.epmd]).count == 5)
        #expect(try Ports.choose(previous: first) == first)

        let busy = try LoopbackConnection.openSocket()
        defer { close(busy) }
        #expect(LoopbackConnection.withAddress(first.amqp) { bind(busy, $0, $1) } == 0)
        #expect(listen(busy, 1) == 0)
        let second = try Ports.choose(previous: first)
        #expect(second.amqp != first.amqp)
        #expect(second.postgres == first.postgres)
    }

    @Test("Versions compare by number", arguments: [("3.9.29", "3.10.8"), ("3.10", "3.10.8"), ("3.13.7", "4.0.1")])
    func versions(_ older: String, _ newer: String) {
        #expect(RabbitInstallation.isOlder(older, than: newer))
        #expect(!RabbitInstallation.isOlder(newer, than: older))
    }

    @Test("The password file gives a role's password back, whatever else is in it")
    func passwordFile() {
        let lines = ["# comment", "127.0.0.1:*:*:other:x", PasswordFile.line(user: "me", password: "a:b")]
        #expect(PasswordFile.password(of: "me", in: lines) == "a:b")
        #expect(PasswordFile.password(of: "nobody", in: lines) == nil)
    }

    @Test("An answer of the management interface is split into status and body; half an answer is an error")
    func response() throws {
        let response = try HTTPRequest.parse(Array("HTTP/1.1 404 Not Found\r\nA: b\r\n\r\n{\"x\":1}".utf8))
        #expect(response.status == 404)
        #expect(response.body == Data(#"{"x":1}"#.utf8))
        #expect(throws: LocalServicesError.self) { try HTTPRequest.parse(Array("HTTP/1.1 200 OK\r\nA".utf8)) }
        #expect(throws: LocalServicesError.self) { try HTTPRequest.parse([]) }
    }

    @Test("Names are percent-encoded byte by byte")
    func percentEncoding() {
        #expect(RabbitServer.percentEncoded("a/b c-é") == "a%2Fb%20c-%C3%A9")
    }

    @Test("A damaged state file is an error that names it, not a reason to start over")
    func damagedState() async throws {
        try await withScratchFolder { path in
            let folder = DataFolder(path)
            try folder.create()
            try SmallFile.replace(folder.stateFile, Array("{".utf8))
            let error = #expect(throws: LocalServicesError.self) { try LocalServices.attach(to: path) }
            #expect(error?.code == .stateUnreadable)
            #expect(error?.description.contains(folder.stateFile) == true)
            try FileManager.default.removeItem(atPath: folder.stateFile)
        }
    }
}
