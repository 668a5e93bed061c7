package import Cryptography
package import Postgres

package import struct Foundation.Date
package import struct Foundation.UUID

/// A version of a configuration document.
package struct ConfigurationRecord: Sendable {
    /// The version's id.
    package var id: UUID
    /// Its name; empty for the laboratory's own.
    package var name: String
    /// Counts the versions of a filter configuration; 0 where versions are not counted.
    package var version: Int
    /// The document.
    package var document: JSONText
    /// The digest of the document as it was handed in.
    package var contentHash: Digest
    /// When it was deposited.
    package var createdAt: Date
}

extension Transaction {
    // ── Filter configurations ──

    /// Deposits a filter configuration; the same content again changes nothing.
    package func deposit(filterConfiguration name: String, _ document: JSONText) async throws -> DepositOutcome {
        try await lock(depositsOf: "filter_configuration", name)
        let hash = SHA256.hash(Array(document.text.utf8))
        let current = try await filterConfiguration(named: name)
        if let current, current.contentHash == hash { return .unchanged(current.id) }
        let (id, time) = (UUID.version7(), try await versionTime())
        let event = try await record(
            DomainEvent("filter_configuration.deposited", subject: "filter_configuration", id.text))
        if let current {
            try await connection.execute(
                "UPDATE filter_configuration SET superseded_at = \(time), superseded_by = \(id) WHERE id = \(current.id)"
            )
        }
        try await connection.execute(
            """
            INSERT INTO filter_configuration (id, name, version, document, content_hash, event_id, previous_id, created_at)
            VALUES (\(id), \(name), \(Int32((current?.version ?? 0) + 1)), \(document), \(hash.bytes), \(event), \(current?.id),
                    \(time))
            """)
        return .deposited(id)
    }

    /// The version of a filter configuration that is current, or was at an instant.
    package func filterConfiguration(named name: String, asOf instant: Date? = nil) async throws -> ConfigurationRecord?
    {
        try await filterConfigurations(where: "name = \(name) AND " + SQL.version(asOf: instant)).first
    }

    /// A version of a filter configuration by its id.
    package func filterConfiguration(_ id: UUID) async throws -> ConfigurationRecord? {
        try await filterConfigurations(where: "id = \(id)").first
    }

    /// The filter configurations that are current, or were at an instant, in the order their names first appeared: a new
    /// version of one does not change which comes first.
    package func filterConfigurations(asOf instant: Date? = nil) async throws -> [ConfigurationRecord] {
        try await filterConfigurations(where: SQL.version(asOf: instant))
    }

    private func filterConfigurations(where condition: SQL) async throws -> [ConfigurationRecord] {
        let rows = try await connection.execute(
            "SELECT id, name, version, document, content_hash, created_at FROM filter_configuration f WHERE "
                + condition
                    + """
                     ORDER BY (SELECT min(created_at) FROM filter_configuration first WHERE first.name = f.name), id
                    """)
        return try rows.map(ConfigurationRecord.init)
    }

    // ── Annotation configurations ──

    /// Deposits an annotation configuration; the same content again changes nothing.
    package func deposit(annotationConfiguration name: String, _ document: JSONText) async throws -> DepositOutcome {
        try await lock(depositsOf: "annotation_configuration", name)
        let hash = SHA256.hash(Array(document.text.utf8))
        let current = try await annotationConfiguration(named: name)
        if let current, current.contentHash == hash { return .unchanged(current.id) }
        let (id, time) = (UUID.version7(), try await versionTime())
        let event = try await record(
            DomainEvent("annotation_configuration.deposited", subject: "annotation_configuration", id.text))
        if let current {
            try await connection.execute(
                "UPDATE annotation_configuration SET superseded_at = \(time), superseded_by = \(id) WHERE id = \(current.id)"
            )
        }
        try await connection.execute(
            """
            INSERT INTO annotation_configuration (id, name, document, content_hash, event_id, previous_id, created_at)
            VALUES (\(id), \(name), \(document), \(hash.bytes), \(event), \(current?.id), \(time))
            """)
        return .deposited(id)
    }

    /// The version of an annotation configuration that is current, or was at an instant.
    package func annotationConfiguration(named name: String, asOf instant: Date? = nil) async throws
        -> ConfigurationRecord?
    {
        let rows = try await connection.execute(
            """
            SELECT id, name, 0, document, content_hash, created_at FROM annotation_configuration WHERE name = \(name) AND
            """ + " " + SQL.version(asOf: instant))
        return try rows.first.map(ConfigurationRecord.init)
    }

    /// A version of an annotation configuration by its id.
    package func annotationConfiguration(_ id: UUID) async throws -> ConfigurationRecord? {
        let rows = try await connection.execute(
            "SELECT id, name, 0, document, content_hash, created_at FROM annotation_configuration WHERE id = \(id)")
        return try rows.first.map(ConfigurationRecord.init)
    }

    /// The annotation release with a name, made when it is new.
    package func annotationRelease(named name: String, releasedOn date: String) async throws -> UUID {
        try await connection.execute(
            """
            INSERT INTO annotation_release (id, name, released_on) VALUES (\(UUID.version7()), \(name), \(date)::text::date)
            ON CONFLICT (name) DO NOTHING
            """)
        return try await connection.execute("SELECT id FROM annotation_release WHERE name = \(name)").one(UUID.self)
    }

    // ── The laboratory's configuration ──

    /// Deposits the laboratory's configuration; the same content again changes nothing.
    package func deposit(laboratoryConfiguration document: JSONText) async throws -> DepositOutcome {
        try await lock(depositsOf: "laboratory_configuration", "")
        let hash = SHA256.hash(Array(document.text.utf8))
        let current = try await laboratoryConfigurationRecord()
        if let current, current.contentHash == hash { return .unchanged(current.id) }
        let (id, time) = (UUID.version7(), try await versionTime())
        let event = try await record(
            DomainEvent("laboratory_configuration.deposited", subject: "laboratory_configuration", id.text))
        if let current {
            try await connection.execute(
                "UPDATE laboratory_configuration SET superseded_at = \(time), superseded_by = \(id) WHERE id = \(current.id)"
            )
        }
        try await connection.execute(
            """
            INSERT INTO laboratory_configuration (id, document, content_hash, event_id, previous_id, created_at)
            VALUES (\(id), \(document), \(hash.bytes), \(event), \(current?.id), \(time))
            """)
        return .deposited(id)
    }

    /// The laboratory's configuration that is current, or was at an instant.
    package func laboratoryConfigurationRecord(asOf instant: Date? = nil) async throws -> ConfigurationRecord? {
        let rows = try await connection.execute(
            "SELECT id, '', 0, document, content_hash, created_at FROM laboratory_configuration WHERE "
                + SQL.version(asOf: instant))
        return try rows.first.map(ConfigurationRecord.init)
    }
}

extension ConfigurationRecord {
    fileprivate init(_ row: PostgresRow) throws {
        let (id, name, version, document, hash, time) = try row.decode(
            (UUID, String, Int32, JSONText, [UInt8], Date).self)
        self.init(
            id: id, name: name, version: Int(version), document: document, contentHash: try Digest(stored: hash),
            createdAt: time)
    }
}
