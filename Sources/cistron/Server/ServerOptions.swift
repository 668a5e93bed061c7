import ArgumentParser
import Composition
import Logging
import Telemetry

/// What every process at the server is told.
struct ServerOptions: ParsableArguments {
    @Option(
        name: .customLong("data"),
        help: ArgumentHelp(
            "The folder of private servers, used when the environment names no others.", valueName: "folder"))
    var dataFolder = ".local"

    @Option(
        help: "How much to log: trace, debug, info, notice, warning, error or critical.",
        transform: { text in
            guard let level = Logger.Level(rawValue: text) else {
                throw ValidationError("There is no log level \(text).")
            }
            return level
        })
    var logLevel = Logger.Level.info

    @Option(help: "How to log: json, or console for people.")
    var logFormat = LogFormat.json

    /// Where the store and the broker are.
    func connections() throws -> Connections { try Connections.resolve(dataFolder: dataFolder) }

    /// Sets up logging for the process.
    func logger(_ label: String) -> Logger {
        logFormat.bootstrap(level: logLevel)
        return Logger(label: label)
    }
}

extension LogFormat: ExpressibleByArgument {}
