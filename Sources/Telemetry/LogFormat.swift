package import Logging

/// The two ways a process of Cistron writes its log.
package enum LogFormat: String, CaseIterable, Sendable {
    /// One JSON object a line, for collectors.
    case json
    /// One readable line, for a terminal.
    case console

    /// The handler of one logger; pass it to `LoggingSystem.bootstrap` through a closure.
    package func handler(
        label: String, level: Logger.Level, output: LogOutput = .standardError,
        metadataProvider: Logger.MetadataProvider? = nil
    ) -> any LogHandler {
        switch self {
        case .json:
            JSONLogHandler(label: label, level: level, output: output, metadataProvider: metadataProvider)
        case .console:
            ConsoleLogHandler(label: label, level: level, output: output, metadataProvider: metadataProvider)
        }
    }

    /// Makes this the log of the process. Call once, before the first logger is made.
    package func bootstrap(level: Logger.Level) {
        LoggingSystem.bootstrap(
            { label, provider in handler(label: label, level: level, metadataProvider: provider) },
            metadataProvider: nil)
    }
}
