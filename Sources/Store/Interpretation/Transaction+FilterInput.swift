import Postgres

package import struct Foundation.UUID

/// What the filter chain reads of one allele.
package struct FilterAlleleRow: Sendable {
    /// The allele.
    package var alleleID: Int64
    /// The version of the annotation it comes from; nil when the allele has none.
    package var annotationID: UUID?
    /// Genes of the transcripts; parallel to the three below.
    package var genes: [Int32?]
    /// Symbols of the transcripts.
    package var symbols: [String?]
    /// Names of the transcripts.
    package var transcripts: [String]
    /// Consequences of the transcripts, joined by `&` as VEP does.
    package var consequences: [String]
    /// `PROVIDER.POPULATION`; parallel to the two below.
    package var populations: [String]
    /// Frequencies.
    package var frequencies: [Double?]
    /// Numbers of alleles looked at.
    package var numbers: [Int32?]
}

extension Transaction {
    /// What the filter chain reads of some alleles, in one statement, so that version and content belong together.
    package func filterInput(of alleles: [Int64]) async throws -> [FilterAlleleRow] {
        try await connection.execute(
            """
            SELECT w.allele_id, n.id, t.genes, t.symbols, t.transcripts, t.consequences,
                   coalesce(f.populations, '{}'), coalesce(f.frequencies, '{}'), coalesce(f.numbers, '{}')
              FROM unnest(\(alleles)) WITH ORDINALITY w (allele_id, place)
              LEFT JOIN annotation n ON n.allele_id = w.allele_id AND n.superseded_at IS NULL
              LEFT JOIN allele_frequency f ON f.allele_id = w.allele_id
              LEFT JOIN LATERAL (
                  SELECT coalesce(array_agg(hgnc_id ORDER BY ordinal), '{}') AS genes,
                         coalesce(array_agg(symbol ORDER BY ordinal), '{}') AS symbols,
                         coalesce(array_agg(transcript ORDER BY ordinal), '{}') AS transcripts,
                         coalesce(array_agg(array_to_string(consequences, '&') ORDER BY ordinal), '{}') AS consequences
                    FROM allele_transcript s WHERE s.allele_id = w.allele_id) t ON true
             ORDER BY w.place
            """
        ).map { row in
            let (allele, annotation, genes, symbols, transcripts, consequences) = try row.decodeFirst(
                (Int64, UUID?, [Int32?], [String?], [String], [String]).self)
            return FilterAlleleRow(
                alleleID: allele, annotationID: annotation, genes: genes, symbols: symbols, transcripts: transcripts,
                consequences: consequences, populations: try row.decode([String].self, at: 6),
                frequencies: try row.decode([Double?].self, at: 7), numbers: try row.decode([Int32?].self, at: 8))
        }
    }
}
