/// The RabbitMQ programs of this machine.
struct RabbitInstallation: Sendable {
    /// The real start script, not the wrapper for the system's own broker.
    let server: String
    /// Erlang's port mapper.
    let portMapper: String

    static let oldestVersion = [3, 10]

    static func find() throws -> RabbitInstallation {
        let root = "/usr/lib/rabbitmq/lib"
        let versions = SmallFile.names(in: root).filter { $0.hasPrefix("rabbitmq_server-") }
            .sorted { isOlder($1, than: $0) }.map { "\(root)/\($0)/sbin" }
        // Debian's files of this name in /usr/sbin change the account and use the system's folders.
        let elsewhere = Command.searchPath.filter { !["/usr/sbin", "/sbin"].contains($0) }
        guard let server = Programs.find("rabbitmq-server", in: ["/usr/lib/rabbitmq/bin"] + versions + elsewhere) else {
            throw LocalServicesError(
                .notInstalled,
                "RabbitMQ was not found in /usr/lib/rabbitmq, nor on the PATH. "
                    + "Install it, on Debian with: apt-get install rabbitmq-server")
        }
        let erlang = SmallFile.names(in: "/usr/lib/erlang").filter { $0.hasPrefix("erts-") }
            .map { "/usr/lib/erlang/\($0)/bin" }
        guard let portMapper = Programs.find("epmd", in: Command.searchPath + erlang) else {
            throw LocalServicesError(
                .notInstalled, "Erlang's epmd was not found on the PATH. On Debian: apt-get install erlang-base")
        }
        return RabbitInstallation(server: server, portMapper: portMapper)
    }

    /// Compares versions number by number: 3.9 is older than 3.10.
    static func isOlder(_ left: String, than right: String) -> Bool {
        numbers(left).lexicographicallyPrecedes(numbers(right))
    }

    static func numbers(_ version: String) -> [Int] {
        version.split { !$0.isNumber }.compactMap { Int($0) }
    }
}
