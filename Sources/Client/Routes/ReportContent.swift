package import struct Foundation.Data

/// The stored bytes of a report.
package struct ReportContent: Sendable, Hashable {
    /// Such as `text/html; charset=utf-8`.
    package var mediaType: String
    /// The bytes, whose SHA-256 the report names.
    package var bytes: Data
}
