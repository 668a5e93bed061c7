import Cryptography
import Postgres

package import struct Foundation.UUID

extension Transaction {
    /// Announces an upload; its job exists already and waits.
    package func create(_ upload: UploadRecord) async throws {
        try await connection.execute(
            """
            INSERT INTO upload (id, submitter_id, panel_id, panel_name, descriptor)
            VALUES (\(upload.id), \(upload.submitter), \(upload.panelID), \(upload.panelName), \(upload.descriptor))
            """)
        try await connection.execute(
            """
            INSERT INTO upload_file (upload_id, ordinal, name, role, size, sha256)
            SELECT \(upload.id), * FROM unnest(
                \(upload.files.map { Int16($0.ordinal) }), \(upload.files.map(\.name)), \(upload.files.map(\.role.rawValue)),
                \(upload.files.map { Int64($0.size) }), \(upload.files.map(\.sha256.bytes)))
            """)
    }

    /// An upload with its files, or nil.
    package func upload(_ id: UUID) async throws -> UploadRecord? {
        let rows = try await connection.execute(
            "SELECT submitter_id, panel_id, panel_name, descriptor FROM upload WHERE id = \(id)")
        guard let row = rows.first else { return nil }
        let (submitter, panel, panelName, descriptor) = try row.decode((UUID, UUID, String, JSONText).self)
        let files = try await connection.execute(
            """
            SELECT ordinal, name, role, size, sha256, received_at IS NOT NULL FROM upload_file WHERE upload_id = \(id)
             ORDER BY ordinal
            """
        ).map { row in
            let (ordinal, name, role, size, hash, received) = try row.decode(
                (Int16, String, String, Int64, [UInt8], Bool).self)
            return UploadFile(
                ordinal: Int(ordinal), name: name, role: role == "ped" ? .ped : .vcf, size: Int(size),
                sha256: try Digest(stored: hash), isReceived: received)
        }
        return UploadRecord(
            id: id, submitter: submitter, panelID: panel, panelName: panelName, descriptor: descriptor, files: files)
    }

    /// Stages a chunk of a transfer under way.
    package func stage(_ chunk: UploadChunk, of upload: UUID, file: Int, attempt: UUID) async throws {
        try await connection.execute(
            """
            INSERT INTO upload_chunk (upload_id, file, attempt, ordinal, first_line, records, size, content, margin_before, margin_after)
            VALUES (\(upload), \(Int16(file)), \(attempt), \(Int32(chunk.ordinal)), \(Int64(chunk.firstLine)),
                    \(Int32(chunk.records)), \(Int32(chunk.size)), \(chunk.content), \(chunk.leading), \(chunk.trailing))
            """)
    }

    /// Forgets what a broken transfer has staged.
    package func discard(attempt: UUID, of upload: UUID, file: Int) async throws {
        try await connection.execute(
            "DELETE FROM upload_chunk WHERE upload_id = \(upload) AND file = \(Int16(file)) AND attempt = \(attempt)")
    }

    /// Forgets everything that was staged for an upload, because its job was refused.
    package func discardChunks(of upload: UUID) async throws {
        try await connection.execute("DELETE FROM upload_chunk WHERE upload_id = \(upload)")
    }

    /// Notes that a file is here. Of two transfers of one file at the same time the first to end counts.
    ///
    /// - Returns: whether this transfer counts.
    package func received(_ file: ReceivedFile, of upload: UUID) async throws -> Bool {
        let rows = try await connection.execute(
            """
            UPDATE upload_file
               SET received_at = now(), attempt = \(file.attempt), header = \(file.header), chunks = \(Int32(file.chunks)),
                   records = \(Int64(file.records))
             WHERE upload_id = \(upload) AND ordinal = \(Int16(file.ordinal)) AND received_at IS NULL
            """)
        return rows.affected == 1
    }

    /// The files of an upload when all are here, nil while some are missing. Holds the job's row, so that of two
    /// last files one is last.
    package func filesIfComplete(of upload: UUID) async throws -> [ReceivedFile]? {
        try await connection.execute("SELECT FROM job WHERE id = \(upload) FOR UPDATE")
        let rows = try await connection.execute(
            """
            SELECT ordinal, name, role, header, attempt, chunks, records FROM upload_file WHERE upload_id = \(upload)
             ORDER BY ordinal
            """)
        var files: [ReceivedFile] = []
        for row in rows {
            let (ordinal, name, role, header, attempt, chunks, records) = try row.decode(
                (Int16, String, String, [UInt8]?, UUID?, Int32?, Int64?).self)
            guard let header, let attempt, let chunks, let records else { return nil }
            files.append(
                ReceivedFile(
                    ordinal: Int(ordinal), name: name, role: role == "ped" ? .ped : .vcf, header: header,
                    attempt: attempt, chunks: Int(chunks), records: Int(records)))
        }
        return files
    }
}
