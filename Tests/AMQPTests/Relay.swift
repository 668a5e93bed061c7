import AMQP
import Foundation
import Synchronization
import Testing

/// A network between client and broker that can be cut or fall silent. Listens on loopback, on a port of its own.
final class Relay: Sendable {
    private struct State {
        var links: [Int: [Int32]] = [:]
        var nextLink = 0
        var isSilent = false
        var isStopped = false
    }

    let port: Int
    private let listener: Int32
    private let target: UInt16
    private let state = Mutex(State())

    /// - Parameter target: A port on 127.0.0.1.
    init(to target: Int) throws {
        self.target = UInt16(target)
        let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = Self.address(port: 0)
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let bound = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                bind(listener, address, size) == 0 && listen(listener, 16) == 0
                    && getsockname(listener, address, &size) == 0
            }
        }
        self.listener = listener
        try #require(bound, "the relay cannot listen: \(String(cString: strerror(errno)))")
        port = Int(UInt16(bigEndian: address.sin_port))
        Thread { self.accept() }.start()
    }

    /// The broker's address by way of this relay.
    static func toServer() async throws -> (relay: Relay, uri: String) {
        let uri = try await Server.uri()
        let target = try AMQPConfiguration(uri: uri).port
        let relay = try Relay(to: target)
        return (relay, uri.replacing(":\(target)", with: ":\(relay.port)"))
    }

    var linkCount: Int { state.withLock { $0.links.count } }

    /// Breaks every connection.
    func cut() {
        state.withLock { state in
            for descriptor in state.links.values.joined() { shutdown(descriptor, Int32(SHUT_RDWR)) }
        }
    }

    /// Swallows everything from now on, or no longer.
    func silence(_ isSilent: Bool) {
        state.withLock { $0.isSilent = isSilent }
    }

    func stop() {
        state.withLock { $0.isStopped = true }
        shutdown(listener, Int32(SHUT_RDWR))
        cut()
    }

    private static func address(port: UInt16) -> sockaddr_in {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        return address
    }

    private func accept() {
        while true {
            let client = Foundation.accept(listener, nil, nil)
            guard client >= 0, !state.withLock({ $0.isStopped }) else { break }
            let server = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
            var address = Self.address(port: target)
            let size = socklen_t(MemoryLayout<sockaddr_in>.size)
            let isConnected = withUnsafePointer(to: &address) { pointer in
                pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { connect(server, $0, size) == 0 }
            }
            guard isConnected else {
                close(client)
                close(server)
                continue
            }
            var on: Int32 = 1
            for end in [client, server] {
                setsockopt(end, Int32(IPPROTO_TCP), TCP_NODELAY, &on, socklen_t(MemoryLayout<Int32>.size))
            }
            let link = state.withLock { state in
                state.nextLink += 1
                state.links[state.nextLink] = [client, server]
                return state.nextLink
            }
            let ends = Atomic(0)
            let finish = { @Sendable in
                shutdown(client, Int32(SHUT_RDWR))
                shutdown(server, Int32(SHUT_RDWR))
                guard ends.add(1, ordering: .relaxed).newValue == 2 else { return }
                self.state.withLock { state in
                    state.links[link] = nil
                    close(client)
                    close(server)
                }
            }
            for (source, sink) in [(client, server), (server, client)] {
                Thread {
                    self.pump(from: source, to: sink)
                    finish()
                }.start()
            }
        }
        close(listener)
    }

    private func pump(from source: Int32, to sink: Int32) {
        var buffer = [UInt8](repeating: 0, count: 65536)
        while true {
            let count = recv(source, &buffer, buffer.count, 0)
            guard count > 0 else { return }
            if state.withLock({ $0.isSilent }) { continue }
            var sent = 0
            while sent < count {
                let written = buffer[sent..<count].withUnsafeBytes {
                    send(sink, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
                }
                guard written > 0 else { return }
                sent += written
            }
        }
    }
}
