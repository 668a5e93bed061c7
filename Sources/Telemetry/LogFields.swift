import Logging

/// The metadata of one log line: merged, flattened, redacted and sorted by key.
struct LogFields: Sendable {
    enum Value: Equatable, Sendable {
        case text(String)
        /// An integer, a finite floating-point number or a Boolean, as JSON writes it.
        case literal(String)
        case list([Value])
    }

    let fields: [(key: String, value: Value)]

    /// Merges, the later winning: what the task carries (`withLogger(mergingMetadata:)`), the logger's own metadata,
    /// the provider's, the event's.
    init(_ event: LogEvent, own: Logger.Metadata, provider: Logger.MetadataProvider?) {
        var flat: [String: Value] = [:]
        for metadata in [Logger.current.handler.metadata, own, provider?.get() ?? [:], event.metadata ?? [:]] {
            for (key, value) in metadata { Self.flatten(value, key: key, into: &flat) }
        }
        if let error = event.error {
            flat["error"] = .text(String(describing: error))
            flat["error_type"] = .text(String(reflecting: type(of: error)))
        }
        fields = flat.map { (Self.reserved.contains($0.key) ? "metadata.\($0.key)" : $0.key, $0.value) }
            .sorted { $0.key < $1.key }
    }

    /// Keys of the line itself.
    private static let reserved: Set<String> = ["time", "level", "label", "message"]

    /// Last parts of keys whose values are never written, marked or not.
    private static let secretKeys: Set<String> = [
        "authorization", "cookie", "password", "secret", "set-cookie", "token",
    ]

    private static func flatten(_ value: Logger.MetadataValue, key: String, into fields: inout [String: Value]) {
        if case .dictionary(let inner) = value, !isSecret(key) {
            for (name, value) in inner { flatten(value, key: "\(key).\(name)", into: &fields) }
        } else {
            fields[key] = isSecret(key) ? .text(Sensitivity.redacted) : scalar(value)
        }
    }

    private static func isSecret(_ key: String) -> Bool {
        secretKeys.contains(key.split(separator: ".").last.map { $0.lowercased() } ?? "")
    }

    private static func scalar(_ value: Logger.MetadataValue) -> Value {
        if value.attributes[Sensitivity.self] == .sensitive { return .text(Sensitivity.redacted) }
        switch value {
        case .string(let text): return .text(text)
        case .stringConvertible(let value): return literal(value) ?? .text(value.description)
        case .array(let values): return .list(values.map(scalar))
        case .dictionary(let inner):
            // Inside a list there is no key to flatten into.
            var fields: [String: Value] = [:]
            for (key, value) in inner { flatten(value, key: key, into: &fields) }
            return .list(fields.sorted { $0.key < $1.key }.map { .text("\($0.key)=\($0.value.plain)") })
        }
    }

    private static func literal(_ value: any CustomStringConvertible & Sendable) -> Value? {
        if let value = value as? any BinaryInteger { return .literal(String(describing: value)) }
        if let value = value as? Double { return value.isFinite ? .literal(String(describing: value)) : nil }
        return (value as? Bool).map { .literal($0 ? "true" : "false") }
    }
}

extension LogFields.Value {
    /// For people: texts without quotation marks, lists in brackets.
    var plain: String {
        switch self {
        case .text(let text), .literal(let text): text
        case .list(let values): "[" + values.map(\.plain).joined(separator: ", ") + "]"
        }
    }
}
