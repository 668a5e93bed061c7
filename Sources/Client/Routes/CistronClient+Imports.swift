package import PublicAPI

package import struct Foundation.UUID

extension CistronClient {
    /// Announces an import.
    ///
    /// - Parameter key: the same key with the same announcement answers with the first import, with another one is
    ///   refused.
    package func announce(_ announcement: ImportAnnouncement, key: String) async throws -> Deposited<ImportView> {
        try await deposit(
            Call(.post, "api", "v1", "imports").key(key).body(.json(try encode(announcement))))
    }

    /// An import as it stands.
    package func `import`(_ id: UUID) async throws -> ImportView {
        try await fetch(Call(.get, "api", "v1", "imports", id.text))
    }

    /// Sends a file of an import from disk, with bounded memory. The last file starts the import.
    ///
    /// - Parameters:
    ///   - path: where the file is.
    ///   - file: what was announced of it.
    ///   - id: the import.
    ///   - progress: called with the bytes sent so far; begins anew when a broken upload is repeated.
    package func upload(
        _ path: String, as file: AnnouncedFile, to id: UUID,
        progress: @escaping @Sendable (_ sent: Int) -> Void = { _ in }
    ) async throws -> ImportView {
        var call = Call(.put, "api", "v1", "imports", id.text, "files", file.name)
        call.body = .file(path: path, size: file.size, progress: progress)
        call.timeLimit = nil
        return try await fetch(call)
    }

    /// The records of an import that were not imported, each with line and reason.
    package func quarantine(of id: UUID, cursor: String? = nil) async throws -> Page<QuarantinedRecordView> {
        try await fetch(Call(.get, "api", "v1", "imports", id.text, "quarantine").query("cursor", cursor))
    }
}
