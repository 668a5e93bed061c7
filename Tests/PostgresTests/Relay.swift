import Foundation
import Glibc
import Postgres
import Synchronization
import Testing

/// A man in the middle between client and server: counts round trips, cuts connections, and can be away.
final class Relay: Sendable {
    private struct State {
        var listener: Int32 = -1
        var sockets: Set<Int32> = []
        var turns = 0
        var isClientTalking = false
        var cutAfter: [UInt8]?
    }

    let port: Int
    private let server: (host: String, port: Int)
    private let state = Mutex(State())

    init(to server: (host: String, port: Int)) throws {
        self.server = server
        let listener = try Self.listen(on: 0)
        port = Self.port(of: listener)
        state.withLock { $0.listener = listener }
        serve(listener)
    }

    deinit { stop() }

    /// How often the client started to talk after the server had.
    var roundTrips: Int { state.withLock { $0.turns } }

    /// Cuts the connection once the client has sent these bytes; the server gets them, the client no answer.
    func cut(after text: String) { state.withLock { $0.cutAfter = Array(text.utf8) } }

    /// Cuts all connections and refuses new ones.
    func stop() {
        state.withLock { state in
            if state.listener >= 0 { shutdown(state.listener, Int32(SHUT_RDWR)) }
            state.listener = -1
            for socket in state.sockets { shutdown(socket, Int32(SHUT_RDWR)) }
        }
    }

    /// Accepts connections again, on the same port.
    func start() throws {
        let listener = try Self.listen(on: port)
        state.withLock { $0.listener = listener }
        serve(listener)
    }

    // MARK: - Sockets

    private func serve(_ listener: Int32) {
        Thread { [weak self] in
            while true {
                let client = accept(listener, nil, nil)
                guard client >= 0 else { break }
                guard let self, let upstream = try? Self.connect(to: self.server) else {
                    close(client)
                    continue
                }
                self.state.withLock { $0.sockets.formUnion([client, upstream]) }
                Thread { [weak self] in self?.forward(client, upstream) }.start()
            }
            close(listener)
        }.start()
    }

    private func forward(_ client: Int32, _ upstream: Int32) {
        var buffer = [UInt8](repeating: 0, count: 65_536)
        loop: while true {
            var entries = [
                pollfd(fd: client, events: Int16(POLLIN), revents: 0),
                pollfd(fd: upstream, events: Int16(POLLIN), revents: 0),
            ]
            poll(&entries, 2, -1)
            for (index, entry) in entries.enumerated() where entry.revents != 0 {
                let count = read(entry.fd, &buffer, buffer.count)
                guard count > 0 else { break loop }
                let mustCut = state.withLock { note(&$0, isClient: index == 0, buffer[..<count]) }
                write(index == 0 ? upstream : client, buffer, count)
                if mustCut { break loop }
            }
        }
        state.withLock { $0.sockets.subtract([client, upstream]) }
        // A waiting answer must not reach the client, but the server must have read everything: half-close that side.
        close(client)
        shutdown(upstream, Int32(SHUT_WR))
        while read(upstream, &buffer, buffer.count) > 0 {}
        close(upstream)
    }

    private func note(_ state: inout State, isClient: Bool, _ bytes: ArraySlice<UInt8>) -> Bool {
        if isClient, !state.isClientTalking { state.turns += 1 }
        state.isClientTalking = isClient
        guard isClient, let text = state.cutAfter else { return false }
        return Data(bytes).range(of: Data(text)) != nil
    }

    static func listen(on port: Int, backlog: Int32 = 64) throws -> Int32 {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var yes: Int32 = 1
        setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &yes, socklen_t(MemoryLayout<Int32>.size))
        let status = withAddress("127.0.0.1", port) { bind(descriptor, $0, $1) }
        try #require(status == 0 && Glibc.listen(descriptor, backlog) == 0)
        return descriptor
    }

    static func connect(to server: (host: String, port: Int)) throws -> Int32 {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        let status = withAddress(server.host, server.port) { Glibc.connect(descriptor, $0, $1) }
        guard status == 0 else {
            close(descriptor)
            throw POSIXError(.ECONNREFUSED)
        }
        return descriptor
    }

    /// Starts to connect a non-blocking socket, whatever comes of it.
    static func startConnecting(_ descriptor: Int32, to port: Int) {
        _ = withAddress("127.0.0.1", port) { Glibc.connect(descriptor, $0, $1) }
    }

    static func port(of descriptor: Int32) -> Int {
        var address = sockaddr_in()
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        withUnsafeMutablePointer(to: &address) { pointer in
            _ = pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { getsockname(descriptor, $0, &length) }
        }
        return Int(UInt16(bigEndian: address.sin_port))
    }

    private static func withAddress(
        _ host: String, _ port: Int, _ body: (UnsafePointer<sockaddr>, socklen_t) -> Int32
    ) -> Int32 {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(port).bigEndian
        address.sin_addr.s_addr = inet_addr(host)
        let length = socklen_t(MemoryLayout<sockaddr_in>.size)
        return withUnsafePointer(to: address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { body($0, length) }
        }
    }
}

extension Server {
    /// A relay to the server, and a configuration that goes through it in clear text.
    static func relay(
        connections: Int = 4, checkoutTimeout: Duration = .seconds(10)
    ) async throws -> (Relay, PostgresConfiguration) {
        let relay = try Relay(to: try await address())
        let configuration = try await configuration(
            [
                "host": "127.0.0.1", "hostaddr": "127.0.0.1", "port": "\(relay.port)", "sslmode": "disable",
                "gssencmode": "disable",
            ],
            connections: connections, checkoutTimeout: checkoutTimeout)
        return (relay, configuration)
    }
}
