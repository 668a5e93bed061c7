package import Cryptography
package import Postgres

package import struct Foundation.Date
package import struct Foundation.UUID

/// A run of a filter chain. Immutable.
package struct FilterRunRecord: Sendable {
    /// Its id.
    package var id: UUID
    /// The analysis.
    package var analysisID: UUID
    /// The panel's version.
    package var panelID: UUID
    /// The filter configuration's version.
    package var filterConfigurationID: UUID
    /// The laboratory configuration's version.
    package var laboratoryConfigurationID: UUID
    /// As of when it was run.
    package var instant: Date
    /// The digest of everything it depends on.
    package var inputHash: Digest
    /// How many alleles went in.
    package var alleles: Int
    /// How many are left.
    package var kept: Int
    /// What each step did, as JSON.
    package var steps: JSONText
    /// Which step removed which allele, encoded and compressed.
    package var result: [UInt8]

    /// Describes a run.
    package init(
        id: UUID, analysisID: UUID, panelID: UUID, filterConfigurationID: UUID, laboratoryConfigurationID: UUID,
        instant: Date, inputHash: Digest, alleles: Int, kept: Int, steps: JSONText, result: [UInt8]
    ) {
        self.id = id
        self.analysisID = analysisID
        self.panelID = panelID
        self.filterConfigurationID = filterConfigurationID
        self.laboratoryConfigurationID = laboratoryConfigurationID
        self.instant = instant
        self.inputHash = inputHash
        self.alleles = alleles
        self.kept = kept
        self.steps = steps
        self.result = result
    }
}

extension Transaction {
    /// Stores a run.
    package func store(_ run: FilterRunRecord) async throws {
        let event = try await record(
            DomainEvent(
                "filter.run", subject: "analysis", run.analysisID.text, payload: JSONText(encoding: ["run": run.id])))
        try await connection.execute(
            """
            INSERT INTO filter_run (id, analysis_id, panel_id, filter_configuration_id, laboratory_configuration_id, event_id, instant,
                                    input_hash, alleles, kept, steps, result)
            VALUES (\(run.id), \(run.analysisID), \(run.panelID), \(run.filterConfigurationID), \(run.laboratoryConfigurationID),
                    \(event), \(run.instant), \(run.inputHash.bytes), \(Int32(run.alleles)), \(Int32(run.kept)), \(run.steps),
                    \(run.result))
            """)
    }

    /// A run, or nil.
    package func filterRun(_ id: UUID) async throws -> FilterRunRecord? {
        let rows = try await connection.execute(
            """
            SELECT analysis_id, panel_id, filter_configuration_id, laboratory_configuration_id, instant, input_hash, alleles, kept,
                   steps, result
              FROM filter_run WHERE id = \(id)
            """)
        guard let row = rows.first else { return nil }
        let (analysis, panel, filter, laboratory, instant, hash, alleles, kept) = try row.decodeFirst(
            (UUID, UUID, UUID, UUID, Date, [UInt8], Int32, Int32).self)
        return FilterRunRecord(
            id: id, analysisID: analysis, panelID: panel, filterConfigurationID: filter,
            laboratoryConfigurationID: laboratory, instant: instant, inputHash: try Digest(stored: hash),
            alleles: Int(alleles), kept: Int(kept), steps: try row.decode(JSONText.self, at: 8),
            result: try row.decode([UInt8].self, at: 9))
    }
}
