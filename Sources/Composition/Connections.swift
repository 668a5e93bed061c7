import AMQP
import Foundation
package import LocalServices

/// Where the store and the broker are: from the environment, or the private servers of a data folder.
package struct Connections: Sendable {
    private let databases: @Sendable (DatabaseRole) throws -> String
    private let broker: @Sendable () throws -> String

    /// The connection string of a role.
    ///
    /// - Throws: ``ConfigurationError`` that names the variable to set.
    package func database(_ role: DatabaseRole) throws -> String { try databases(role) }

    /// The broker's URI.
    package func brokerURI() throws -> String { try broker() }

    /// Connections named by the environment: `CISTRON_GATEWAY_DATABASE` and so on, and `CISTRON_BROKER`, each also as a
    /// file's path in `…_FILE`,
    /// so that no secret need stand in the environment.
    package static func environment(_ variables: [String: String] = ProcessInfo.processInfo.environment) -> Connections
    {
        Connections(
            databases: { role in try secret(role.variable, variables) },
            broker: { try secret("CISTRON_BROKER", variables) })
    }

    /// Connections to private servers.
    package static func local(_ services: LocalServices) -> Connections {
        let (postgres, rabbitmq) = (services.postgres, services.rabbitmq)
        return Connections(
            databases: { role in postgres.connectionString(user: role.name, database: LocalCluster.database) },
            broker: { rabbitmq.amqpURI(virtualHost: LocalCluster.virtualHost) })
    }

    /// Connections for tests: a database and a virtual host of their own on given servers.
    package static func explicit(
        databases: @escaping @Sendable (DatabaseRole) -> String, broker: String
    ) -> Connections {
        Connections(databases: databases, broker: { broker })
    }

    /// The environment's connections when it names any, else those of the private servers that run in a folder.
    ///
    /// - Throws: ``ConfigurationError`` when there are neither.
    package static func resolve(dataFolder: String) throws -> Connections {
        let variables = ProcessInfo.processInfo.environment
        let names = DatabaseRole.allCases.map(\.variable) + ["CISTRON_BROKER"]
        if names.contains(where: { variables[$0] != nil || variables["\($0)_FILE"] != nil }) {
            return .environment(variables)
        }
        guard let services = try LocalServices.attach(to: dataFolder) else {
            throw ConfigurationError(
                "No servers are named, and none run in \(dataFolder). Start private ones with `cistron local up`, or set "
                    + "CISTRON_GATEWAY_DATABASE, CISTRON_WORKER_DATABASE and CISTRON_BROKER.")
        }
        return .local(services)
    }

    private static func secret(_ name: String, _ variables: [String: String]) throws -> String {
        if let value = variables[name], !value.isEmpty { return value }
        guard let path = variables["\(name)_FILE"] else {
            throw ConfigurationError("Set \(name), or \(name)_FILE to a file that holds it.")
        }
        guard let text = try? String(contentsOfFile: path, encoding: .utf8) else {
            throw ConfigurationError("\(name)_FILE names \(path), which cannot be read.")
        }
        return text.trimmingCharacters(in: .whitespacesAndNewlines)
    }
}

/// The program is not told what it needs; says what to set.
package struct ConfigurationError: Error, Sendable, CustomStringConvertible {
    package let description: String

    /// Says what to set.
    package init(_ description: String) { self.description = description }
}
