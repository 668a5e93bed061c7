package import struct Foundation.UUID

/// A file that will be sent.
package struct AnnouncedFile: Sendable, Codable, Hashable {
    /// Its name, as the descriptor gives it.
    package var name: String
    /// Its size in bytes, as it travels.
    package var size: Int
    /// SHA-256 of its bytes as they travel, hexadecimal.
    package var sha256: String

    package init(name: String, size: Int, sha256: String) {
        self.name = name
        self.size = size
        self.sha256 = sha256
    }
}

/// Where annotation comes from.
package struct AnnotationRelease: Sendable, Codable, Hashable {
    /// Its name.
    package var name: String
    /// Its date, `YYYY-MM-DD`: annotation never replaces that of a later one.
    package var date: String

    package init(name: String, date: String) {
        self.name = name
        self.date = date
    }
}

/// An import as it stands.
package struct ImportView: Sendable, Codable {
    package var id: UUID
    /// The job that tells how it goes; it has the same id.
    package var job: UUID
    /// The state of the job.
    package var state: String
    /// The analysis, once the last file has arrived.
    package var analysis: UUID?
    package var files: [FileView]
    /// Absent until the last file has arrived.
    package var records: Records?

    /// A file of an import.
    package struct FileView: Sendable, Codable, Hashable {
        package var name: String
        package var size: Int
        package var sha256: String
        /// Whether it is here.
        package var received: Bool
        /// Where to `PUT` it.
        package var address: String

        package init(name: String, size: Int, sha256: String, received: Bool, address: String) {
            self.name = name
            self.size = size
            self.sha256 = sha256
            self.received = received
            self.address = address
        }
    }

    /// What became of the records: `total` is the sum of the others once the import is closed.
    package struct Records: Sendable, Codable, Hashable {
        package var total: Int
        package var stored: Int
        /// Left out with a reason.
        package var filtered: Int
        package var filteredReasons: [String: Int]
        /// Quarantined, each with line and reason.
        package var rejected: Int

        package init(total: Int, stored: Int, filtered: Int, filteredReasons: [String: Int], rejected: Int) {
            self.total = total
            self.stored = stored
            self.filtered = filtered
            self.filteredReasons = filteredReasons
            self.rejected = rejected
        }
    }

    package init(id: UUID, state: String, analysis: UUID?, files: [FileView], records: Records?) {
        self.id = id
        job = id
        self.state = state
        self.analysis = analysis
        self.files = files
        self.records = records
    }
}

/// A record that was not imported.
package struct QuarantinedRecordView: Sendable, Codable, Hashable {
    package var file: String
    package var line: Int
    package var reason: String
    package var detail: String

    package init(file: String, line: Int, reason: String, detail: String) {
        self.file = file
        self.line = line
        self.reason = reason
        self.detail = detail
    }
}
