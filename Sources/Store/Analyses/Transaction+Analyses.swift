import Postgres

package import struct Foundation.Date
package import struct Foundation.UUID

extension Transaction {
    /// The visible analyses, the newest first, before one of a former page.
    package func analyses(before cursor: UUID?, limit: Int) async throws -> [AnalysisRecord] {
        try await analyses(
            where: """
                a.state = 'visible' AND (\(cursor)::uuid IS NULL OR a.id < \(cursor)) ORDER BY a.id DESC LIMIT \(Int64(limit))
                """)
    }

    /// An analysis, visible or not, or nil.
    package func analysis(_ id: UUID) async throws -> AnalysisRecord? {
        try await analyses(where: "a.id = \(id)").first
    }

    /// The samples of an analysis, in the order of the files.
    package func samples(of analysis: UUID) async throws -> [SampleRecord] {
        try await connection.execute(
            """
            SELECT s.id, p.identifier, p.technology, s.file, s.ordinal, s.proband, s.affected, s.sex, s.family_id, s.father_id, s.mother_id,
                   s.sibling_of
              FROM sample s JOIN specimen p ON p.id = s.specimen_id WHERE s.analysis_id = \(analysis) ORDER BY s.file, s.ordinal
            """
        ).map { row in
            let (id, identifier, technology, file, ordinal, proband, affected, sex) = try row.decodeFirst(
                (UUID, String, String, Int16, Int16, Bool, Bool, String?).self)
            return SampleRecord(
                id: id, identifier: identifier, technology: technology, file: Int(file), ordinal: Int(ordinal),
                isProband: proband, isAffected: affected, sex: sex, familyID: try row.decode(String?.self, at: 8),
                fatherID: try row.decode(UUID?.self, at: 9), motherID: try row.decode(UUID?.self, at: 10),
                siblingOf: try row.decode(UUID?.self, at: 11))
        }
    }

    /// The alleles of an analysis, first and second ones, each once, by id.
    package func alleleIDs(of analysis: UUID) async throws -> [Int64] {
        try await connection.execute(
            """
            SELECT allele_id FROM genotype WHERE analysis_id = \(analysis)
            UNION SELECT second_allele_id FROM genotype WHERE analysis_id = \(analysis) AND second_allele_id IS NOT NULL
            ORDER BY 1
            """
        ).column(Int64.self)
    }

    /// What the samples of an analysis have of some alleles.
    package func calls(of analysis: UUID, alleles: [Int64]) async throws -> [CallRecord] {
        try await connection.execute(
            """
            SELECT CASE WHEN c.second_allele THEN g.second_allele_id ELSE g.allele_id END, c.file, c.line, c.sample_id, c.type,
                   c.multiallelic, c.genotype_quality, c.depth, c.allele_ratio, c.allele_depths, g.filter_status, g.quality
              FROM genotype g JOIN genotype_call c USING (analysis_id, file, line, allele_id)
             WHERE g.analysis_id = \(analysis)
               AND (g.allele_id = ANY (\(alleles)) AND NOT c.second_allele
                    OR g.second_allele_id = ANY (\(alleles)) AND c.second_allele)
             ORDER BY c.file, c.line
            """
        ).map { row in
            let (allele, file, line, sample, type, multiallelic, quality, depth) = try row.decodeFirst(
                (Int64, Int16, Int64, UUID, String, Bool, Int32?, Int32?).self)
            return CallRecord(
                alleleID: allele, file: Int(file), line: Int(line), sampleID: sample, type: type,
                isMultiallelic: multiallelic, genotypeQuality: quality.map(Int.init), depth: depth.map(Int.init),
                alleleRatio: try row.decode(Double?.self, at: 8), alleleDepths: try row.decode(JSONText?.self, at: 9),
                filterStatus: try row.decode(String?.self, at: 10), quality: try row.decode(Double?.self, at: 11))
        }
    }

    /// Shows an analysis to people, or says that it cannot be shown.
    package func setState(_ state: String, ofAnalysis id: UUID) async throws {
        try await connection.execute(
            """
            UPDATE analysis SET state = \(state), visible_at = CASE WHEN \(state) = 'visible' THEN now() END WHERE id = \(id)
            """)
    }

    private func analyses(where condition: SQL) async throws -> [AnalysisRecord] {
        let rows = try await connection.execute(
            """
            SELECT a.id, a.name, a.panel_id, a.panel_name, p.version, a.assembly, a.state, a.priority, a.date_requested::text,
                   a.warnings, a.deposited_at
              FROM analysis a JOIN gene_panel p ON p.id = a.panel_id WHERE
            """ + " " + condition)
        return try rows.map { row in
            let (id, name, panel, panelName, version, assembly, state, priority) = try row.decodeFirst(
                (UUID, String, UUID, String, String, String, String, Int16).self)
            return AnalysisRecord(
                id: id, name: name, panelID: panel, panelName: panelName, panelVersion: version, assembly: assembly,
                state: state, priority: Int(priority), dateRequested: try row.decode(String?.self, at: 8),
                warnings: try row.decode(String?.self, at: 9), depositedAt: try row.decode(Date.self, at: 10))
        }
    }
}
