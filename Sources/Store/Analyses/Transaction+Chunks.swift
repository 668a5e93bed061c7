package import Postgres

package import struct Foundation.UUID

/// A chunk with everything needed to read it.
package struct ChunkRecord: Sendable {
    /// The analysis it belongs to.
    package var analysisID: UUID
    /// The assembly of the analysis.
    package var assembly: String
    /// The panel's version.
    package var panelID: UUID
    /// The annotation configuration's version.
    package var configurationID: UUID
    /// Where the annotation comes from.
    package var releaseID: UUID
    /// The release's date.
    package var releasedOn: String
    /// The state of the import.
    package var importState: String
    /// How many chunks the import has.
    package var chunksTotal: Int
    /// The file, by its place.
    package var file: Int
    /// The number of the chunk's first line.
    package var firstLine: Int
    /// How many records it has.
    package var records: Int
    /// How many bytes it has, inflated.
    package var size: Int
    /// Its bytes, compressed.
    package var content: [UInt8]
    /// The meta lines of its file.
    package var header: [UInt8]
}

/// A genotype to be stored, keyed by where it stood.
package struct NewGenotype: Sendable {
    /// The line in the file.
    package var line: Int
    /// The proband's allele.
    package var alleleID: Int64
    /// The proband's other allele at this place, when both differ from the reference.
    package var secondAlleleID: Int64?
    /// The FILTER column.
    package var filterStatus: String?
    /// The QUAL column.
    package var quality: Double?
    /// What every sample of the file has.
    package var calls: [NewCall]

    /// Describes a genotype.
    package init(
        line: Int, alleleID: Int64, secondAlleleID: Int64?, filterStatus: String?, quality: Double?, calls: [NewCall]
    ) {
        self.line = line
        self.alleleID = alleleID
        self.secondAlleleID = secondAlleleID
        self.filterStatus = filterStatus
        self.quality = quality
        self.calls = calls
    }
}

/// What a sample has of an allele.
package struct NewCall: Sendable {
    /// The sample.
    package var sampleID: UUID
    /// Whether it is about the second allele.
    package var isSecondAllele: Bool
    /// `homozygous`, `heterozygous`, `reference` or `no_coverage`.
    package var type: String
    /// Whether the sample carries something else, too.
    package var isMultiallelic: Bool
    /// GQ.
    package var genotypeQuality: Int?
    /// DP.
    package var depth: Int?
    /// CN.
    package var copyNumber: Int?
    /// The share of the allele among all reads; nil when unknown.
    package var alleleRatio: Double?
    /// Reads by allele, as JSON.
    package var alleleDepths: JSONText?
    /// PL.
    package var likelihoods: [Int]?

    /// Describes a call.
    package init(
        sampleID: UUID, isSecondAllele: Bool, type: String, isMultiallelic: Bool, genotypeQuality: Int?, depth: Int?,
        copyNumber: Int?, alleleRatio: Double?, alleleDepths: JSONText?, likelihoods: [Int]?
    ) {
        self.sampleID = sampleID
        self.isSecondAllele = isSecondAllele
        self.type = type
        self.isMultiallelic = isMultiallelic
        self.genotypeQuality = genotypeQuality
        self.depth = depth
        self.copyNumber = copyNumber
        self.alleleRatio = alleleRatio
        self.alleleDepths = alleleDepths
        self.likelihoods = likelihoods
    }
}

extension Transaction {
    /// A chunk of an import, or nil.
    package func chunk(_ ordinal: Int, ofImport id: UUID) async throws -> ChunkRecord? {
        let rows = try await connection.execute(
            """
            SELECT i.analysis_id, a.assembly, a.panel_id, i.configuration_id, i.release_id, r.released_on::text, i.state, i.chunks_total,
                   c.file, u.first_line, u.records, u.size, u.content, f.header
              FROM import_chunk c
              JOIN import i ON i.id = c.import_id
              JOIN analysis a ON a.id = i.analysis_id
              JOIN annotation_release r ON r.id = i.release_id
              JOIN upload_chunk u ON u.upload_id = c.import_id AND u.file = c.file AND u.attempt = c.attempt AND u.ordinal = c.chunk
              JOIN upload_file f ON f.upload_id = c.import_id AND f.ordinal = c.file
             WHERE c.import_id = \(id) AND c.ordinal = \(Int32(ordinal))
            """)
        guard let row = rows.first else { return nil }
        let (analysis, assembly, panel, configuration, release, released, state, total) = try row.decodeFirst(
            (UUID, String, UUID, UUID, UUID, String, String, Int32).self)
        return ChunkRecord(
            analysisID: analysis, assembly: assembly, panelID: panel, configurationID: configuration,
            releaseID: release,
            releasedOn: released, importState: state, chunksTotal: Int(total),
            file: Int(try row.decode(Int16.self, at: 8)),
            firstLine: Int(try row.decode(Int64.self, at: 9)), records: Int(try row.decode(Int32.self, at: 10)),
            size: Int(try row.decode(Int32.self, at: 11)), content: try row.decode([UInt8].self, at: 12),
            header: try row.decode([UInt8].self, at: 13))
    }

    /// Stores the genotypes of a chunk.
    ///
    /// COPY is refused where row-level security applies, so the rows travel into temporary tables and are inserted from
    /// there, under the policy.
    package func store(_ genotypes: [NewGenotype], of analysis: UUID, file: Int) async throws {
        guard !genotypes.isEmpty else { return }
        try await connection.execute(
            """
            CREATE TEMPORARY TABLE IF NOT EXISTS staged_genotype (
                line bigint, allele_id bigint, second_allele_id bigint, filter_status text, quality double precision)
                ON COMMIT DELETE ROWS
            """)
        try await connection.execute(
            """
            CREATE TEMPORARY TABLE IF NOT EXISTS staged_call (
                line bigint, allele_id bigint, sample_id uuid, second_allele boolean, type text, multiallelic boolean,
                genotype_quality integer, depth integer, copy_number integer, allele_ratio double precision, allele_depths jsonb,
                likelihoods integer[]) ON COMMIT DELETE ROWS
            """)
        _ = try await connection.copyIn("COPY staged_genotype FROM STDIN (FORMAT binary)", Self.genotypes(genotypes))
        _ = try await connection.copyIn("COPY staged_call FROM STDIN (FORMAT binary)", Self.calls(genotypes))
        try await connection.execute(
            """
            INSERT INTO genotype (analysis_id, file, line, allele_id, second_allele_id, filter_status, quality)
            SELECT \(analysis), \(Int16(file)), line, allele_id, second_allele_id, filter_status, quality FROM staged_genotype
            """)
        try await connection.execute(
            """
            INSERT INTO genotype_call (analysis_id, file, line, allele_id, sample_id, second_allele, type, multiallelic,
                                       genotype_quality, depth, copy_number, allele_ratio, allele_depths, likelihoods)
            SELECT \(analysis), \(Int16(file)), line, allele_id, sample_id, second_allele, type, multiallelic, genotype_quality, depth,
                   copy_number, allele_ratio, allele_depths, likelihoods
              FROM staged_call
            """)
    }

    /// Quarantines records of a chunk.
    package func quarantine(_ records: [QuarantinedRecord], of id: UUID) async throws {
        guard !records.isEmpty else { return }
        try await connection.execute(
            """
            INSERT INTO import_quarantine (import_id, file, line, reason, detail)
            SELECT \(id), * FROM unnest(\(records.map { Int16($0.file) }), \(records.map { Int64($0.line) }),
                                        \(records.map(\.reason)), \(records.map(\.detail)))
            """)
    }

    private static func genotypes(_ genotypes: [NewGenotype]) -> PostgresCopyBuffer {
        var buffer = PostgresCopyBuffer(columns: 5)
        for genotype in genotypes {
            buffer.row { row in
                row.write(Int64(genotype.line))
                row.write(genotype.alleleID)
                row.write(genotype.secondAlleleID)
                row.write(genotype.filterStatus)
                row.write(genotype.quality)
            }
        }
        return buffer
    }

    private static func calls(_ genotypes: [NewGenotype]) -> PostgresCopyBuffer {
        var buffer = PostgresCopyBuffer(columns: 12)
        for genotype in genotypes {
            for call in genotype.calls {
                buffer.row { row in
                    row.write(Int64(genotype.line))
                    row.write(genotype.alleleID)
                    row.write(call.sampleID)
                    row.write(call.isSecondAllele)
                    row.write(call.type)
                    row.write(call.isMultiallelic)
                    row.write(call.genotypeQuality.map { Int32(clamping: $0) })
                    row.write(call.depth.map { Int32(clamping: $0) })
                    row.write(call.copyNumber.map { Int32(clamping: $0) })
                    row.write(call.alleleRatio)
                    row.write(call.alleleDepths)
                    row.write(call.likelihoods?.map { Int32(clamping: $0) })
                }
            }
        }
        return buffer
    }
}
