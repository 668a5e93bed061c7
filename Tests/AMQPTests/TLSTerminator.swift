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
        // A free port may be taken by somebody else before openssl has it; another one is as good.
        for attempt in 1...5 {
            let target = try AMQPConfiguration(uri: uri)
            let port = try Loopback.freePort()
            let broker = FileHandle(fileDescriptor: try Loopback.connect(to: target.port), closeOnDealloc: true)
            let server = Self.process([
                "s_server", "-quiet", "-naccept", "1", "-accept", "127.0.0.1:\(port)", "-cert", certificate.file,
                "-key", certificate.key,
            ])
            server.standardInput = broker
            server.standardOutput = broker
            try server.run()
            do {
                try await eventually("openssl listens", within: .seconds(attempt == 5 ? 30 : 5)) {
                    if try Loopback.isListening(port) { return true }
                    guard server.isRunning else { throw Ended(status: server.terminationStatus) }
                    return false
                }
            } catch  where attempt < 5 {
                Self.end(server)
                continue
            }
            self.server = server
            self.uri = uri.replacing("amqp://", with: "amqps://")
                .replacing("127.0.0.1:\(target.port)", with: "localhost:\(port)")
            return
        }
        preconditionFailure("the last attempt returns or throws")
    }

    /// openssl did not stay.
    private struct Ended: Error {
        let status: Int32
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

    /// Asked of the kernel, because a connection made to find out would be the one that is served.
    static func isListening(_ port: Int) throws -> Bool {
        let hexadecimal = String(port, radix: 16, uppercase: true)
        let local = "0100007F:" + String(repeating: "0", count: 4 - hexadecimal.count) + hexadecimal
        return try String(contentsOfFile: "/proc/net/tcp", encoding: .utf8).split(separator: "\n").contains { line in
            let fields = line.split(separator: " ")
            return fields.count > 3 && fields[1] == local && fields[3] == "0A"
        }
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
