package import Logging

/// Writes each log event as one JSON object on one line.
///
/// `time` (ISO 8601, UTC), `level`, `label` and `message` come first, then the metadata as members of the same object:
/// dictionaries flattened with dots, sorted by key. Numbers and Booleans given as such stay so. An error of the event
/// becomes `error` and `error_type`. Metadata under a name of the line itself appears as `metadata.<name>`.
/// Values marked ``Sensitivity/sensitive`` and values under names of secrets are replaced.
package struct JSONLogHandler: LogHandler {
    package var logLevel: Logger.Level
    package var metadata: Logger.Metadata = [:]
    package var metadataProvider: Logger.MetadataProvider?
    private let label: String
    private let output: LogOutput

    /// - Parameters:
    ///   - label: of the logger; by convention the module's name.
    ///   - level: events below it are not written.
    ///   - output: takes the lines.
    package init(
        label: String, level: Logger.Level, output: LogOutput = .standardError,
        metadataProvider: Logger.MetadataProvider? = nil
    ) {
        self.label = label
        logLevel = level
        self.output = output
        self.metadataProvider = metadataProvider
    }

    package subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    package func log(event: LogEvent) {
        var line = JSONLine()
        line.add("time", UTCTimestamp.now.description)
        line.add("level", event.level.rawValue)
        line.add("label", label)
        line.add("message", event.message.description)
        for (key, value) in LogFields(event, own: metadata, provider: metadataProvider).fields { line.add(key, value) }
        output.write(line.finished())
    }
}
