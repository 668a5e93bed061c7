package import FoundationEssentials

/// A moment of a report: whole seconds, written as ISO 8601 in UTC (`2025-01-15T08:30:00Z`), in JSON as well.
///
/// Its text does not depend on the settings of an encoder, a time zone or a locale.
package struct ReportTime: Codable, Comparable, Hashable, Sendable, CustomStringConvertible {
    /// Seconds since 1970-01-01T00:00:00Z.
    package let seconds: Int64

    /// Fractions of a second are cut off.
    package init(_ date: Date) { seconds = Int64(date.timeIntervalSince1970.rounded(.down)) }

    /// - Parameter text: ISO 8601 in UTC, `2025-01-15T08:30:00Z`.
    /// - Throws: ``ReportingError`` with code `invalidTime`.
    package init(_ text: String) throws {
        do {
            self.init(try Date(text, strategy: .iso8601))
        } catch {
            throw ReportingError(.invalidTime, "a time is not written as 2025-01-15T08:30:00Z")
        }
    }

    package init(from decoder: any Decoder) throws {
        try self.init(decoder.singleValueContainer().decode(String.self))
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }

    package var description: String { Date(timeIntervalSince1970: TimeInterval(seconds)).formatted(.iso8601) }

    /// For readers: `2025-01-15 08:30 UTC`.
    var readable: String { "\(description.prefix(10)) \(description.dropFirst(11).prefix(5)) UTC" }

    package static func < (lhs: ReportTime, rhs: ReportTime) -> Bool { lhs.seconds < rhs.seconds }
}
