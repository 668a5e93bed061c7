import Glibc

/// The loopback ports of one pair of servers.
struct Ports: Codable, Hashable, Sendable {
    var postgres: Int
    var amqp: Int
    var management: Int
    var distribution: Int
    var epmd: Int

    /// Five ports nobody listens on, the previous ones where they are still free.
    static func choose(previous: Ports?) throws -> Ports {
        var taken: Set<Int> = []
        func next(_ previous: Int?) throws -> Int {
            let port = try freePort(preferring: previous, excluding: taken)
            taken.insert(port)
            return port
        }
        return Ports(
            postgres: try next(previous?.postgres),
            amqp: try next(previous?.amqp),
            management: try next(previous?.management),
            distribution: try next(previous?.distribution),
            epmd: try next(previous?.epmd))
    }

    /// Below the range the kernel takes ports for outgoing connections from, so that none of those gets in between.
    private static var candidates: Range<Int> {
        let first = SmallFile.text("/proc/sys/net/ipv4/ip_local_port_range")?
            .split(whereSeparator: \.isWhitespace).first.flatMap { Int($0) }
        return 10_240..<max(first ?? 32_768, 20_480)
    }

    private static func freePort(preferring previous: Int?, excluding taken: Set<Int>) throws -> Int {
        if let previous, !taken.contains(previous), try isFree(previous) { return previous }
        for _ in 0..<1_000 {
            let port = Int.random(in: candidates)
            if !taken.contains(port), try isFree(port) { return port }
        }
        throw LocalServicesError(
            .systemCallFailed,
            "There is no free port on 127.0.0.1 between \(candidates.lowerBound) and \(candidates.upperBound).")
    }

    /// Whether a server could listen there. Ports of connections closed a moment ago count as free.
    private static func isFree(_ port: Int) throws -> Bool {
        let descriptor = try LoopbackConnection.openSocket()
        defer { close(descriptor) }
        var reuse: Int32 = 1
        setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &reuse, socklen_t(MemoryLayout<Int32>.size))
        return LoopbackConnection.withAddress(port) { bind(descriptor, $0, $1) } == 0 && listen(descriptor, 1) == 0
    }
}
