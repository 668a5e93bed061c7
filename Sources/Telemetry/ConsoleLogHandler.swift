package import Logging

/// Writes each log event as one line for people: `08:30:00.250 info Jobs: message key=value`.
///
/// For the command line; the same merging and redaction as ``JSONLogHandler``. Control characters are shown, not
/// obeyed, so that a value cannot rewrite the terminal.
package struct ConsoleLogHandler: LogHandler {
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
        let fields = LogFields(event, own: metadata, provider: metadataProvider).fields
        let line =
            "\(UTCTimestamp.now.timeOfDay) \(event.level.rawValue) \(label): \(event.message)"
            + fields.map { " \($0.key)=\($0.value.plain)" }.joined()
        output.write(Array(Self.visible(line).utf8) + [UInt8(ascii: "\n")])
    }

    private static func visible(_ line: String) -> String {
        guard line.unicodeScalars.contains(where: isControl) else { return line }
        return line.unicodeScalars.reduce(into: "") { text, scalar in
            if isControl(scalar) {
                text += scalar.escaped(asASCII: true)
            } else {
                text.unicodeScalars.append(scalar)
            }
        }
    }

    private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
        scalar.properties.generalCategory == .control
    }
}
