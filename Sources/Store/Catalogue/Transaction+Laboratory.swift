package import Foundation
package import Laboratory
import Postgres

extension Transaction {
    /// The laboratory's configuration with its version: current, or as of an instant.
    package func laboratory(asOf instant: Date? = nil) async throws -> (
        id: UUID, configuration: LaboratoryConfiguration
    ) {
        guard let record = try await laboratoryConfigurationRecord(asOf: instant) else {
            throw StoreError.schema("There is no laboratory configuration; run `cistron database migrate`.")
        }
        return (record.id, try record.document.decode(as: LaboratoryConfiguration.self))
    }
}
