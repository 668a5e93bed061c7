package import Cryptography
package import Postgres

package import struct Foundation.Date
package import struct Foundation.UUID

/// The annotation of an allele that is current, or was.
package struct AnnotationRecord: Sendable, Hashable {
    /// The version.
    package var id: UUID
    /// The digest of INFO bytes and configuration.
    package var rawHash: Digest
    /// The digest of the document.
    package var documentHash: Digest
    /// When the release it comes from was released.
    package var releasedOn: String
}

/// An annotation to be stored, with what goes into the shadow tables.
package struct NewAnnotation: Sendable {
    /// The allele.
    package var alleleID: Int64
    /// The digest of INFO bytes and configuration.
    package var rawHash: Digest
    /// The document's bytes: canonical JSON.
    package var document: [UInt8]
    /// Its transcripts, in the document's order.
    package var transcripts: [TranscriptRow]
    /// Its frequencies.
    package var frequencies: [FrequencyRow]

    /// Describes an annotation.
    package init(
        alleleID: Int64, rawHash: Digest, document: [UInt8], transcripts: [TranscriptRow], frequencies: [FrequencyRow]
    ) {
        self.alleleID = alleleID
        self.rawHash = rawHash
        self.document = document
        self.transcripts = transcripts
        self.frequencies = frequencies
    }
}

/// A transcript as the shadow table holds it.
package struct TranscriptRow: Sendable, Hashable {
    /// HGNC's number of the gene.
    package var hgncID: Int?
    /// The gene's symbol.
    package var symbol: String?
    /// Accession with version.
    package var transcript: String
    /// The change in HGVS coding or non-coding notation, without the accession.
    package var hgvsc: String?
    /// The change in HGVS protein notation, without the accession.
    package var hgvsp: String?
    /// Sequence Ontology terms.
    package var consequences: [String]
    /// Bases to the nearest exon; 0 within one.
    package var exonDistance: Int?
    /// Bases to the coding region; 0 within it.
    package var codingRegionDistance: Int?

    /// Describes a transcript.
    package init(
        hgncID: Int?, symbol: String?, transcript: String, hgvsc: String?, hgvsp: String?, consequences: [String],
        exonDistance: Int?, codingRegionDistance: Int?
    ) {
        self.hgncID = hgncID
        self.symbol = symbol
        self.transcript = transcript
        self.hgvsc = hgvsc
        self.hgvsp = hgvsp
        self.consequences = consequences
        self.exonDistance = exonDistance
        self.codingRegionDistance = codingRegionDistance
    }
}

/// A frequency as the shadow table holds it.
package struct FrequencyRow: Sendable, Hashable {
    /// `PROVIDER.POPULATION`.
    package var population: String
    /// The allele's share, nil when only numbers are known.
    package var frequency: Double?
    /// How many alleles were looked at.
    package var number: Int?

    /// Describes a frequency.
    package init(population: String, frequency: Double?, number: Int?) {
        self.population = population
        self.frequency = frequency
        self.number = number
    }
}

extension Transaction {
    /// The annotation of alleles that is current, or was at an instant.
    package func annotations(of alleles: [Int64], asOf instant: Date? = nil) async throws -> [Int64: AnnotationRecord] {
        let rows = try await connection.execute(
            """
            SELECT n.allele_id, n.id, n.raw_hash, n.document_hash, r.released_on::text
              FROM annotation n JOIN annotation_release r ON r.id = n.release_id
             WHERE n.allele_id = ANY (\(alleles)) AND
            """ + " " + SQL.version(asOf: instant))
        var found: [Int64: AnnotationRecord] = [:]
        for row in rows {
            let (allele, id, raw, document, date) = try row.decode((Int64, UUID, [UInt8], [UInt8], String).self)
            found[allele] = AnnotationRecord(
                id: id, rawHash: try Digest(stored: raw), documentHash: try Digest(stored: document), releasedOn: date)
        }
        return found
    }

    /// Documents of annotation versions.
    package func annotationDocuments(_ ids: [UUID]) async throws -> [UUID: RawJSON] {
        let rows = try await connection.execute(
            """
            SELECT n.id, d.document FROM annotation n JOIN annotation_document d ON d.content_hash = n.document_hash
             WHERE n.id = ANY (\(ids))
            """)
        return try Dictionary(uniqueKeysWithValues: rows.map { try $0.decode((UUID, RawJSON).self) })
    }

    /// Stores annotation where it is new: a version is written only when the content differs from the current one and
    /// the current one does not
    /// come from a newer release. The shadow tables follow the current version.
    ///
    /// - Parameters:
    ///   - annotations: at most one an allele.
    ///   - configuration: the version of the configuration that made them.
    ///   - release: where the content comes from.
    ///   - releasedOn: the release's date, `YYYY-MM-DD`.
    /// - Returns: how many versions were written, and how many alleles kept annotation of a newer release.
    package func store(
        _ annotations: [NewAnnotation], configuration: UUID, release: UUID, releasedOn: String
    ) async throws -> (written: Int, keptNewer: Int) {
        guard !annotations.isEmpty else { return (0, 0) }
        try await lock(alleles: annotations.map(\.alleleID))
        // Read again under the lock: another import may have been faster.
        let current = try await self.annotations(of: annotations.map(\.alleleID))
        var versions: [AnnotationVersion] = []
        var keptNewer = 0
        for annotation in annotations {
            let hash = SHA256.hash(annotation.document)
            let old = current[annotation.alleleID]
            if let old, old.documentHash == hash { continue }
            if let old, old.releasedOn > releasedOn {
                keptNewer += 1
                continue
            }
            versions.append(AnnotationVersion(id: .version7(), annotation: annotation, hash: hash, previous: old?.id))
        }
        guard !versions.isEmpty else { return (0, keptNewer) }
        try await write(versions, configuration: configuration, release: release)
        try await project(versions.map(\.annotation))
        return (versions.count, keptNewer)
    }

    private func write(_ versions: [AnnotationVersion], configuration: UUID, release: UUID) async throws {
        let time = try await versionTime()
        let event = try await record(
            DomainEvent(
                "annotation.stored", subject: "annotation_release", release.text,
                payload: JSONText(text: #"{"versions": \#(versions.count)}"#)))
        let documents = versions.sorted { $0.hash.bytes.lexicographicallyPrecedes($1.hash.bytes) }
        try await connection.execute(
            """
            INSERT INTO annotation_document (content_hash, document)
            SELECT hash, convert_from(document, 'UTF8')::json
              FROM unnest(\(documents.map(\.hash.bytes)), \(documents.map(\.annotation.document))) AS new (hash, document)
            ON CONFLICT DO NOTHING
            """)
        let replaced = versions.filter { $0.previous != nil }
        if !replaced.isEmpty {
            try await connection.execute(
                """
                UPDATE annotation SET superseded_at = \(time), superseded_by = new.id
                  FROM unnest(\(replaced.compactMap(\.previous)), \(replaced.map(\.id))) AS new (previous, id)
                 WHERE annotation.id = new.previous
                """)
        }
        try await connection.execute(
            """
            INSERT INTO annotation (id, allele_id, document_hash, raw_hash, configuration_id, release_id, event_id, previous_id,
                                    created_at)
            SELECT id, allele, hash, raw, \(configuration), \(release), \(event), previous, \(time)
              FROM unnest(\(versions.map(\.id)), \(versions.map(\.annotation.alleleID)), \(versions.map(\.hash.bytes)),
                          \(versions.map(\.annotation.rawHash.bytes)), \(versions.map(\.previous)))
                   AS new (id, allele, hash, raw, previous)
            """)
    }
}

/// A version about to be written.
private struct AnnotationVersion {
    let id: UUID
    let annotation: NewAnnotation
    let hash: Digest
    let previous: UUID?
}
