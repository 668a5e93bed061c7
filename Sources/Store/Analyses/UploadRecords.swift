package import Cryptography
package import Postgres

package import struct Foundation.UUID

/// What a file of an upload is.
package enum UploadRole: String, Sendable, Hashable, Codable {
    /// Variants.
    case vcf
    /// A pedigree.
    case ped
}

/// A file that was announced.
package struct UploadFile: Sendable, Hashable {
    /// Its place among the files.
    package var ordinal: Int
    /// Its name.
    package var name: String
    /// What it is.
    package var role: UploadRole
    /// Its announced size in bytes, as it travels.
    package var size: Int
    /// Its announced digest, as it travels.
    package var sha256: Digest
    /// Whether it is here, whole and read.
    package var isReceived: Bool

    /// Describes a file.
    package init(ordinal: Int, name: String, role: UploadRole, size: Int, sha256: Digest, isReceived: Bool = false) {
        self.ordinal = ordinal
        self.name = name
        self.role = role
        self.size = size
        self.sha256 = sha256
        self.isReceived = isReceived
    }
}

/// An upload: files on their way.
package struct UploadRecord: Sendable {
    /// Its id, which is the job's.
    package var id: UUID
    /// Who submits.
    package var submitter: UUID
    /// The panel's version.
    package var panelID: UUID
    /// The panel's name.
    package var panelName: String
    /// The descriptor, normalised.
    package var descriptor: JSONText
    /// Its files.
    package var files: [UploadFile]

    /// Describes an upload.
    package init(
        id: UUID, submitter: UUID, panelID: UUID, panelName: String, descriptor: JSONText, files: [UploadFile]
    ) {
        self.id = id
        self.submitter = submitter
        self.panelID = panelID
        self.panelName = panelName
        self.descriptor = descriptor
        self.files = files
    }
}

/// A piece of a file: whole records.
package struct UploadChunk: Sendable {
    /// Its place among the chunks of the file.
    package var ordinal: Int
    /// The number of its first line in the file, from 1.
    package var firstLine: Int
    /// How many records it has.
    package var records: Int
    /// Its size in bytes before compression.
    package var size: Int
    /// Its bytes, compressed.
    package var content: [UInt8]
    /// Neighbouring records of the chunk before: read by pre-filters, never stored.
    package var leading: [UInt8]
    /// Neighbouring records of the chunk behind.
    package var trailing: [UInt8]

    /// Describes a chunk.
    package init(
        ordinal: Int, firstLine: Int, records: Int, size: Int, content: [UInt8], leading: [UInt8], trailing: [UInt8]
    ) {
        self.leading = leading
        self.trailing = trailing
        self.ordinal = ordinal
        self.firstLine = firstLine
        self.records = records
        self.size = size
        self.content = content
    }
}

/// A file that has arrived: what of it is needed to plan the import.
package struct ReceivedFile: Sendable {
    /// Its place among the files.
    package var ordinal: Int
    /// Its name.
    package var name: String
    /// What it is.
    package var role: UploadRole
    /// Meta lines of a VCF, or a whole pedigree.
    package var header: [UInt8]
    /// The transfer that succeeded.
    package var attempt: UUID
    /// How many chunks it was cut into.
    package var chunks: Int
    /// How many records it has.
    package var records: Int

    /// Describes a file.
    package init(
        ordinal: Int, name: String, role: UploadRole, header: [UInt8], attempt: UUID, chunks: Int, records: Int
    ) {
        self.ordinal = ordinal
        self.name = name
        self.role = role
        self.header = header
        self.attempt = attempt
        self.chunks = chunks
        self.records = records
    }
}
