import Compression
package import Filtering
import Postgres

package import struct Foundation.UUID

extension Transaction {
    /// Which step of a run removed which allele.
    package func filterResult(ofRun id: UUID) async throws -> FilterResult {
        let rows = try await connection.execute("SELECT result FROM filter_run WHERE id = \(id)")
        guard let bytes = try rows.column([UInt8].self).first else { throw StoreError.notFound("filter run") }
        return try FilterResult(decoding: Gzip.decompress(bytes, limit: 1 << 30))
    }

    /// The alleles that a run kept, by id.
    package func keptAlleles(ofRun id: UUID) async throws -> [Int64] {
        try await filterResult(ofRun: id).keptAlleleIDs
    }
}
