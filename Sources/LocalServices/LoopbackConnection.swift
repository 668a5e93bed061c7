import Glibc

/// A blocking TCP connection to 127.0.0.1, for probes and the management interface. Use it on an own thread.
struct LoopbackConnection: ~Copyable {
    private let descriptor: Int32

    /// - Parameter seconds: the longest any single call may take.
    init(port: Int, seconds: Int) throws {
        let descriptor = try Self.openSocket()
        var limit = timeval(tv_sec: seconds, tv_usec: 0)
        for option in [SO_RCVTIMEO, SO_SNDTIMEO] {
            setsockopt(descriptor, SOL_SOCKET, option, &limit, socklen_t(MemoryLayout<timeval>.size))
        }
        guard Self.withAddress(port, { connect(descriptor, $0, $1) }) == 0 else {
            defer { close(descriptor) }
            throw SystemCall.failure("connect to", "127.0.0.1:\(port)")
        }
        self.descriptor = descriptor
    }

    deinit {
        close(descriptor)
    }

    func send(_ bytes: [UInt8]) throws {
        var sent = 0
        while sent < bytes.count {
            let count = bytes[sent...].withUnsafeBytes {
                Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw SystemCall.failure("send to", "a local server") }
            sent += count
        }
    }

    /// What has arrived, at most 64 KiB; empty when the server has closed the connection.
    func receive() throws -> [UInt8] {
        var buffer = [UInt8](repeating: 0, count: 64 * 1024)
        while true {
            let count = recv(descriptor, &buffer, buffer.count, 0)
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw SystemCall.failure("receive from", "a local server") }
            return Array(buffer[..<count])
        }
    }

    /// Everything until the server closes the connection.
    func receiveAll() throws -> [UInt8] {
        var contents: [UInt8] = []
        while true {
            let part = try receive()
            if part.isEmpty { return contents }
            contents += part
        }
    }

    /// An unconnected TCP socket that no program started later inherits.
    static func openSocket() throws -> Int32 {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { throw SystemCall.failure("open", "a socket") }
        return descriptor
    }

    /// Lends the C form of 127.0.0.1 with a port.
    static func withAddress<Result>(
        _ port: Int, _ body: (UnsafePointer<sockaddr>, socklen_t) -> Result
    ) -> Result {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(UInt16(port)).bigEndian
        address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
        return withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                body($0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
    }
}
