package import Cryptography
import Postgres

import struct Foundation.UUID

/// An allele as the catalogue holds it.
package struct AlleleRow: Sendable, Hashable {
    /// `GRCh37` or `GRCh38`.
    package var assembly: String
    /// The contig's canonical name.
    package var contig: String
    /// 0-based start.
    package var start: Int
    /// 0-based exclusive end.
    package var end: Int
    /// The digest of `key`.
    package var keyDigest: Digest
    /// The normalised key (assembly, contig, start, deleted, inserted; or type and length).
    package var key: String
    /// `SNP`, `ins`, `del`, `indel`, `dup`, …
    package var changeType: String
    /// `snv` or `cnv`.
    package var callerType: String
    /// What is deleted after trimming.
    package var from: String
    /// What is inserted after trimming.
    package var to: String
    /// In bases.
    package var length: Int
    /// As first seen in a file: 1-based position, reference and alternate.
    package var vcf: (position: Int, reference: String, alternate: String) {
        get { (vcfPosition, vcfReference, vcfAlternate) }
        set { (vcfPosition, vcfReference, vcfAlternate) = newValue }
    }
    private var vcfPosition: Int
    private var vcfReference: String
    private var vcfAlternate: String

    /// Describes an allele.
    package init(
        assembly: String, contig: String, start: Int, end: Int, key: String, changeType: String, callerType: String,
        from: String, to: String, length: Int, vcf: (position: Int, reference: String, alternate: String)
    ) {
        self.assembly = assembly
        self.contig = contig
        self.start = start
        self.end = end
        self.key = key
        keyDigest = SHA256.hash(Array(key.utf8))
        self.changeType = changeType
        self.callerType = callerType
        self.from = from
        self.to = to
        self.length = length
        (vcfPosition, vcfReference, vcfAlternate) = vcf
    }
}

extension Transaction {
    /// Enters alleles into the catalogue, each once whatever happens at the same time elsewhere.
    ///
    /// New ones are inserted in the order of the key, so that transactions with common alleles wait for each other
    /// instead of deadlocking; then all are looked up.
    ///
    /// - Returns: the ids, in the order of the alleles.
    package func upsert(_ alleles: [AlleleRow]) async throws -> [Int64] {
        guard !alleles.isEmpty else { return [] }
        try await connection.execute(
            """
            CREATE TEMPORARY TABLE IF NOT EXISTS staged_allele (
                ordinal integer, assembly text, contig text, start_position integer, end_position integer,
                key_digest bytea, key_text text, change_type text, caller_type text, change_from text, change_to text,
                length integer, vcf_position integer, vcf_reference text, vcf_alternate text) ON COMMIT DELETE ROWS
            """)
        try await connection.execute("DELETE FROM staged_allele")
        _ = try await connection.copyIn("COPY staged_allele FROM STDIN (FORMAT binary)", Self.buffer(alleles))
        try await connection.execute(
            """
            INSERT INTO allele (assembly, contig, start_position, end_position, key_digest, key_text, change_type, caller_type,
                                change_from, change_to, length, vcf_position, vcf_reference, vcf_alternate)
            SELECT assembly, contig, start_position, end_position, key_digest, key_text, change_type, caller_type,
                   change_from, change_to, length, vcf_position, vcf_reference, vcf_alternate
              FROM staged_allele s
             WHERE NOT EXISTS (SELECT FROM allele a
                                WHERE a.assembly = s.assembly AND a.contig = s.contig
                                  AND a.start_position = s.start_position AND a.key_digest = s.key_digest)
             ORDER BY assembly, contig, start_position, key_digest
            ON CONFLICT DO NOTHING
            """)
        return try await connection.execute(
            """
            SELECT a.id FROM staged_allele s
              JOIN allele a USING (assembly, contig, start_position, key_digest) ORDER BY s.ordinal
            """
        ).column(Int64.self)
    }

    /// Alleles by id.
    package func alleles(_ ids: [Int64]) async throws -> [Int64: AlleleRow] {
        let rows = try await connection.execute(
            """
            SELECT id, assembly, contig, start_position, end_position, key_text, change_type, caller_type, change_from, change_to,
                   length, vcf_position, vcf_reference, vcf_alternate
              FROM allele WHERE id = ANY (\(ids))
            """)
        var alleles: [Int64: AlleleRow] = [:]
        for row in rows {
            let (id, assembly, contig, start, end, key, changeType, callerType) = try row.decodeFirst(
                (Int64, String, String, Int32, Int32, String, String, String).self)
            alleles[id] = AlleleRow(
                assembly: assembly, contig: contig, start: Int(start), end: Int(end), key: key, changeType: changeType,
                callerType: callerType, from: try row.decode(String.self, at: 8),
                to: try row.decode(String.self, at: 9),
                length: Int(try row.decode(Int32.self, at: 10)),
                vcf: (
                    Int(try row.decode(Int32.self, at: 11)), try row.decode(String.self, at: 12),
                    try row.decode(String.self, at: 13)
                ))
        }
        return alleles
    }

    /// Holds other writers of these alleles' annotation or judgements off until the transaction ends.
    package func lock(alleles ids: [Int64]) async throws {
        try await connection.execute(
            "SELECT id FROM allele WHERE id = ANY (\(ids)) ORDER BY id FOR NO KEY UPDATE")
    }

    private static func buffer(_ alleles: [AlleleRow]) -> PostgresCopyBuffer {
        var buffer = PostgresCopyBuffer(columns: 15)
        for (ordinal, allele) in alleles.enumerated() {
            buffer.row { row in
                row.write(Int32(ordinal))
                row.write(allele.assembly)
                row.write(allele.contig)
                row.write(Int32(allele.start))
                row.write(Int32(allele.end))
                row.write(allele.keyDigest.bytes)
                row.write(allele.key)
                row.write(allele.changeType)
                row.write(allele.callerType)
                row.write(allele.from)
                row.write(allele.to)
                row.write(Int32(allele.length))
                row.write(Int32(allele.vcf.position))
                row.write(allele.vcf.reference)
                row.write(allele.vcf.alternate)
            }
        }
        return buffer
    }
}
