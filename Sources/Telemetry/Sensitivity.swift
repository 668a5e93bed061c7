package import Logging

/// Marks a metadata value that must not appear in a log.
package enum Sensitivity: Int64, Logger.MetadataValueAttributes.Attribute {
    /// May be written as it is; the default.
    case plain = 1
    /// Personal data and secrets: written as ``redacted``.
    case sensitive = 2

    /// What stands in place of a sensitive value.
    package static let redacted = "<redacted>"
}

extension Logger.MetadataValue {
    /// A value that the handlers of this module replace by ``Sensitivity/redacted``.
    package static func sensitive(_ value: some CustomStringConvertible & Sendable) -> Self {
        .attributed(value, attributes: [Sensitivity.sensitive])
    }
}
