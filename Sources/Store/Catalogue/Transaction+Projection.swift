import Postgres

extension Transaction {
    /// Replaces the shadow rows of alleles by what their new annotation says, as one set.
    func project(_ annotations: [NewAnnotation]) async throws {
        let alleles = annotations.map(\.alleleID)
        try await connection.execute("DELETE FROM allele_transcript WHERE allele_id = ANY (\(alleles))")
        try await connection.execute("DELETE FROM allele_frequency WHERE allele_id = ANY (\(alleles))")
        _ = try await connection.copyIn(
            """
            COPY allele_transcript (allele_id, ordinal, hgnc_id, symbol, transcript, hgvsc, hgvsp, consequences, exon_distance,
                coding_region_distance) FROM STDIN (FORMAT binary)
            """, Self.transcripts(annotations))
        _ = try await connection.copyIn(
            "COPY allele_frequency (allele_id, populations, frequencies, numbers) FROM STDIN (FORMAT binary)",
            Self.frequencies(annotations))
    }

    private static func transcripts(_ annotations: [NewAnnotation]) -> PostgresCopyBuffer {
        var buffer = PostgresCopyBuffer(columns: 10)
        for annotation in annotations {
            for (ordinal, transcript) in annotation.transcripts.enumerated() {
                buffer.row { row in
                    row.write(annotation.alleleID)
                    row.write(Int16(ordinal))
                    row.write(transcript.hgncID.map(Int32.init))
                    row.write(transcript.symbol)
                    row.write(transcript.transcript)
                    row.write(transcript.hgvsc)
                    row.write(transcript.hgvsp)
                    row.write(transcript.consequences)
                    row.write(transcript.exonDistance.map { Int32(clamping: $0) })
                    row.write(transcript.codingRegionDistance.map { Int32(clamping: $0) })
                }
            }
        }
        return buffer
    }

    private static func frequencies(_ annotations: [NewAnnotation]) -> PostgresCopyBuffer {
        var buffer = PostgresCopyBuffer(columns: 4)
        for annotation in annotations where !annotation.frequencies.isEmpty {
            buffer.row { row in
                row.write(annotation.alleleID)
                row.write(annotation.frequencies.map(\.population))
                row.write(annotation.frequencies.map(\.frequency))
                row.write(annotation.frequencies.map { $0.number.map { Int32(clamping: $0) } })
            }
        }
        return buffer
    }
}
