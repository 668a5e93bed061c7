import Foundation

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// Sockets for what a proper HTTP server never does.
enum RawServer {
    struct Failure: Error {}

    /// A loopback port that refuses connections.
    static func unusedPort() throws -> Int {
        let (socket, port) = try bound()
        close(socket)
        return port
    }

    /// Runs a server whose first connections are reset as soon as a request begins; the others get an answer and are
    /// closed.
    ///
    /// - Returns: what the body returns, and how many connections there were.
    static func resetting<Result: Sendable>(
        _ resets: Int, answer: String, _ body: @Sendable (_ server: String) async throws -> Result
    ) async throws -> (Result, connections: Int) {
        let (listener, port) = try bound()
        guard listen(listener, 8) == 0 else { throw Failure() }
        return try await withThrowingTaskGroup(of: Int.self) { group in
            group.addTask {
                await withCheckedContinuation { continuation in
                    // A thread of its own: accepting blocks.
                    Thread.detachNewThread {
                        continuation.resume(returning: serve(listener, resets: resets, answer: answer))
                    }
                }
            }
            defer { close(listener) }
            do {
                let result = try await body("http://127.0.0.1:\(port)")
                shutdown(listener, Int32(SHUT_RDWR))
                return (result, try await group.next() ?? 0)
            } catch {
                shutdown(listener, Int32(SHUT_RDWR))
                throw error
            }
        }
    }

    private static func serve(_ listener: Int32, resets: Int, answer: String) -> Int {
        var connections = 0
        while true {
            let connection = accept(listener, nil, nil)
            guard connection >= 0 else { return connections }
            connections += 1
            var buffer = [UInt8](repeating: 0, count: 65_536)
            _ = recv(connection, &buffer, buffer.count, 0)
            if connections <= resets {
                // Closing without lingering sends a reset.
                var option = linger(l_onoff: 1, l_linger: 0)
                setsockopt(connection, SOL_SOCKET, SO_LINGER, &option, socklen_t(MemoryLayout<linger>.size))
            } else {
                let bytes = Array(answer.utf8)
                _ = send(connection, bytes, bytes.count, 0)
            }
            close(connection)
        }
    }

    private static func bound() throws -> (socket: Int32, port: Int) {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = in_addr_t(INADDR_LOOPBACK).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let status = withUnsafeMutablePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
                bind(descriptor, pointer, length) == 0 && getsockname(descriptor, pointer, &length) == 0
            }
        }
        guard descriptor >= 0, status else { throw Failure() }
        return (descriptor, Int(UInt16(bigEndian: address.sin_port)))
    }
}
