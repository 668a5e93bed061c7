import AMQP
import Foundation
import Testing

/// `openssl s_server` in front of the broker: the client's side is encrypted, the broker's is not. Serves one connection.
final class TLSTerminator: Sendable {
    private static let program = "/usr/bin/openssl"
    static var isAvailable: Bool { FileManager.default.isExecutableFile(atPath: program) }

    /// A certificate for `localhost` that vouches for itself, with its key, in a folder of their own.
    struct Certificate: Sendable {
        let folder: URL
        var file: String { folder.appendingPathComponent("certificate.pem").path }
        var key: String { folder.appendingPathComponent("key.pem").path }

        static func make() async throws -> Certificate {
            let folder = FileManager.default.temporaryDirectory.appendingPathComponent(Server.unique("cistron-tls"))
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            let certificate = Certificate(folder: folder)
            let process = TLSTerminator.process([
                "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1", "-subj", "/CN=localhost",
                "-addext", "subjectAltName=DNS:localhost", "-keyout", certificate.key, "-out", certificate.file,
            ])
            let status = try await withCheckedThrowingContinuation {
                (continuation: CheckedContinuation<Int32, any Error>) in
                process.terminationHandler = { continuation.resume(returning: $0.terminationStatus) }
                do { try process.run() } catch { continuation.resume(throwing: error) }
            }
            try #require(status == 0, "openssl made no certificate")
            return certificate
        }

        func remove() throws { try FileManager.default.removeItem(at: folder) }
    }

    /// What a client connects to.
    let uri: String
    private let server: Process

    init(_ certificate: Certificate, broker uri: String) async throws {
        let target = try AMQPConfiguration(uri: uri)
        // A free port may be taken by somebody else before openssl has it; another one is as good.
        for _ in 1...5 {
            let port = try Loopback.freePort()
            let server = try Self.start(certificate, port: port, broker: target.port)
            guard try await Self.listens(server, on: port) else {
                Self.end(server)
                continue
            }
            self.server = server
            self.uri = uri.replacing("amqp://", with: "amqps://")
                .replacing("127.0.0.1:\(target.port)", with: "localhost:\(port)")
            return
        }
        throw NotListening()
    }

    private struct NotListening: Error {}

    private static func start(_ certificate: Certificate, port: Int, broker: Int) throws -> Process {
        let connection = FileHandle(fileDescriptor: try Loopback.connect(to: broker), closeOnDealloc: true)
        let server = process([
            "s_server", "-quiet", "-naccept", "1", "-accept", "127.0.0.1:\(port)", "-cert", certificate.file,
            "-key", certificate.key,
        ])
        server.standardInput = connection
        server.standardOutput = connection
        try server.run()
        return server
    }

    /// Waits until it listens; false when it ends instead, or does not come to it in time.
    private static func listens(_ server: Process, on port: Int) async throws -> Bool {
        let deadline = ContinuousClock.now + .seconds(10)
        while server.isRunning, ContinuousClock.now < deadline {
            if try Loopback.isListening(port) { return true }
            try await Task.sleep(for: .milliseconds(10))
        }
        return false
    }

    func stop() { Self.end(server) }

    /// Tasks run on threads that block SIGTERM, and what they start inherits that: a polite end would never come.
    private static func end(_ server: Process) {
        if server.isRunning { kill(server.processIdentifier, SIGKILL) }
    }

    private static func process(_ arguments: [String]) -> Process {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: program)
        process.arguments = arguments
        process.standardError = FileHandle.nullDevice
        return process
    }
}

/// Sockets on 127.0.0.1.
enum Loopback {
    static func freePort() throws -> Int {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(descriptor) }
        let port = withAddress(0) { address, size in
            bind(descriptor, address, size.pointee) == 0 && getsockname(descriptor, address, size) == 0
                ? UnsafeRawPointer(address).load(as: sockaddr_in.self).sin_port : 0
        }
        return Int(try #require(port == 0 ? nil : UInt16(bigEndian: port), "no port is free"))
    }

    static func connect(to port: Int) throws -> Int32 {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        let status = withAddress(port) { Foundation.connect(descriptor, $0, $1.pointee) }
        try #require(status == 0, "the broker does not listen on \(port)")
        return descriptor
    }

    /// Found out by trying to take the port: a connection made for it would be the one that is served.
    static func isListening(_ port: Int) throws -> Bool {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(descriptor) }
        var on: Int32 = 1
        setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &on, socklen_t(MemoryLayout<Int32>.size))
        return withAddress(port) { bind(descriptor, $0, $1.pointee) != 0 && errno == EADDRINUSE }
    }

    private static func withAddress<Result>(
        _ port: Int, _ body: (UnsafeMutablePointer<sockaddr>, UnsafeMutablePointer<socklen_t>) -> Result
    ) -> Result {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(port).bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        return withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { body($0, &size) }
        }
    }
}
