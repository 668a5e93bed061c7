import Cryptography
import Postgres

package import struct Foundation.Date
package import struct Foundation.UUID

extension Transaction {
    /// Deposits a version of a panel. It follows the panel's current version; analyses keep the version they have.
    ///
    /// - Throws: ``StoreError/versionExists(name:version:)`` when the version is there with other content.
    package func deposit(_ panel: NewPanel) async throws -> DepositOutcome {
        try await lock(depositsOf: "gene_panel", panel.name)
        if let known = try await self.panel(named: panel.name, version: panel.version) {
            guard known.contentHash == panel.contentHash else {
                throw StoreError.versionExists(name: panel.name, version: panel.version)
            }
            return .unchanged(known.id)
        }
        let (id, time) = (UUID.version7(), try await versionTime())
        let event = try await record(DomainEvent("panel.deposited", subject: "gene_panel", id.text))
        let previous = try await connection.execute(
            """
            UPDATE gene_panel SET superseded_at = \(time), superseded_by = \(id)
             WHERE name = \(panel.name) AND superseded_at IS NULL RETURNING id
            """
        ).column(UUID.self).first
        try await connection.execute(
            """
            INSERT INTO gene_panel (id, name, version, assembly, content_hash, event_id, previous_id, created_at)
            VALUES (\(id), \(panel.name), \(panel.version), \(panel.assembly), \(panel.contentHash.bytes), \(event), \(previous),
                    \(time))
            """)
        try await copy(panel.transcripts, of: id)
        try await copy(panel.phenotypes, of: id)
        return .deposited(id)
    }

    /// A version of a panel, or nil.
    package func panel(named name: String, version: String) async throws -> PanelRecord? {
        try await panels(where: "p.name = \(name) AND p.version = \(version)").first
    }

    /// A version of a panel by its id, or nil.
    package func panel(_ id: UUID) async throws -> PanelRecord? {
        try await panels(where: "p.id = \(id)").first
    }

    /// The version of each panel that is current, or was at an instant, by name.
    package func panels(asOf instant: Date? = nil) async throws -> [PanelRecord] {
        try await panels(where: SQL.version(asOf: instant))
    }

    /// The transcripts of a panel version.
    package func transcripts(ofPanel id: UUID) async throws -> [PanelTranscriptRow] {
        try await connection.execute(
            """
            SELECT hgnc_id, symbol, transcript, inheritance, chromosome, strand, tx_start, tx_end, cds_start, cds_end,
                   exon_starts, exon_ends, tags
              FROM gene_panel_transcript WHERE panel_id = \(id) ORDER BY ordinal
            """
        ).map { row in
            let (gene, symbol, transcript, inheritance, chromosome, strand, start, end) = try row.decodeFirst(
                (Int32, String, String, String, String, Int16, Int32, Int32).self)
            let coding = try row.decode(Int32?.self, at: 8).flatMap { first in
                try row.decode(Int32?.self, at: 9).map { Int(first)..<Int($0) }
            }
            let exons = zip(try row.decode([Int32].self, at: 10), try row.decode([Int32].self, at: 11))
            return PanelTranscriptRow(
                hgncID: Int(gene), symbol: symbol, transcript: transcript, inheritance: inheritance,
                chromosome: chromosome,
                strand: Int(strand), transcribed: Int(start)..<Int(end), coding: coding,
                exons: exons.map { Int($0)..<Int($1) }, tags: try row.decode([String].self, at: 12))
        }
    }

    private func copy(_ transcripts: [PanelTranscriptRow], of panel: UUID) async throws {
        var buffer = PostgresCopyBuffer(columns: 15)
        for (ordinal, transcript) in transcripts.enumerated() {
            buffer.row { row in
                row.write(panel)
                row.write(Int32(ordinal))
                row.write(Int32(transcript.hgncID))
                row.write(transcript.symbol)
                row.write(transcript.transcript)
                row.write(transcript.inheritance)
                row.write(transcript.chromosome)
                row.write(Int16(transcript.strand))
                row.write(Int32(transcript.transcribed.lowerBound))
                row.write(Int32(transcript.transcribed.upperBound))
                row.write(transcript.coding.map { Int32($0.lowerBound) })
                row.write(transcript.coding.map { Int32($0.upperBound) })
                row.write(transcript.exons.map { Int32($0.lowerBound) })
                row.write(transcript.exons.map { Int32($0.upperBound) })
                row.write(transcript.tags)
            }
        }
        _ = try await connection.copyIn(
            """
            COPY gene_panel_transcript (panel_id, ordinal, hgnc_id, symbol, transcript, inheritance, chromosome, strand,
                tx_start, tx_end, cds_start, cds_end, exon_starts, exon_ends, tags) FROM STDIN (FORMAT binary)
            """, buffer)
    }

    private func copy(_ phenotypes: [PanelPhenotypeRow], of panel: UUID) async throws {
        var buffer = PostgresCopyBuffer(columns: 7)
        for (ordinal, phenotype) in phenotypes.enumerated() {
            buffer.row { row in
                row.write(panel)
                row.write(Int32(ordinal))
                row.write(Int32(phenotype.hgncID))
                row.write(phenotype.symbol)
                row.write(phenotype.inheritance)
                row.write(phenotype.mimNumber.map(Int32.init))
                row.write(phenotype.description)
            }
        }
        _ = try await connection.copyIn(
            """
            COPY gene_panel_phenotype (panel_id, ordinal, hgnc_id, symbol, inheritance, mim_number, description)
                FROM STDIN (FORMAT binary)
            """, buffer)
    }

    private func panels(where condition: SQL) async throws -> [PanelRecord] {
        try await connection.execute(
            """
            SELECT p.id, p.name, p.version, p.assembly, p.content_hash, p.created_at, p.superseded_at IS NULL,
                   (SELECT count(DISTINCT hgnc_id) FROM gene_panel_transcript t WHERE t.panel_id = p.id),
                   (SELECT count(*) FROM gene_panel_transcript t WHERE t.panel_id = p.id)
              FROM gene_panel p WHERE
            """ + " " + condition + " ORDER BY p.name, p.created_at"
        ).map { row in
            let (id, name, version, assembly, hash, time, current, genes, transcripts) = try row.decodeFirst(
                (UUID, String, String, String, [UInt8], Date, Bool, Int, Int).self)
            return PanelRecord(
                id: id, name: name, version: version, assembly: assembly, contentHash: try Digest(stored: hash),
                createdAt: time, isCurrent: current, genes: genes, transcripts: transcripts)
        }
    }
}
