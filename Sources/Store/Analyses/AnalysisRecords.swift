package import Postgres

package import struct Foundation.Date
package import struct Foundation.UUID

/// An analysis as lists show it.
package struct AnalysisRecord: Sendable, Hashable {
    /// Its id.
    package var id: UUID
    /// Its name.
    package var name: String
    /// The panel's version.
    package var panelID: UUID
    /// The panel's name.
    package var panelName: String
    /// The panel version's name.
    package var panelVersion: String
    /// The assembly.
    package var assembly: String
    /// `importing`, `filtering`, `filtering_failed`, `visible` or `withdrawn`.
    package var state: String
    /// 1 to 3.
    package var priority: Int
    /// When it was asked for, `YYYY-MM-DD`.
    package var dateRequested: String?
    /// What the pipeline warns of.
    package var warnings: String?
    /// When it was deposited.
    package var depositedAt: Date
}

/// A sample of an analysis.
package struct SampleRecord: Sendable, Hashable {
    /// Its id.
    package var id: UUID
    /// The laboratory's name of the specimen.
    package var identifier: String
    /// `HTS` or `Sanger`.
    package var technology: String
    /// The file it is in.
    package var file: Int
    /// Its column among the samples of the file.
    package var ordinal: Int
    /// Whether the analysis is about it.
    package var isProband: Bool
    /// Whether the person is affected.
    package var isAffected: Bool
    /// `male`, `female` or unknown.
    package var sex: String?
    /// The family's name.
    package var familyID: String?
    /// The father's sample.
    package var fatherID: UUID?
    /// The mother's sample.
    package var motherID: UUID?
    /// The proband whose sibling this is.
    package var siblingOf: UUID?
}

/// What a sample has of an allele, as stored.
package struct CallRecord: Sendable {
    /// The allele: the first or the second one of the genotype.
    package var alleleID: Int64
    /// The file, by its place.
    package var file: Int
    /// The line in the file.
    package var line: Int
    /// The sample.
    package var sampleID: UUID
    /// `homozygous`, `heterozygous`, `reference` or `no_coverage`.
    package var type: String
    /// Whether the sample carries something else, too.
    package var isMultiallelic: Bool
    /// GQ.
    package var genotypeQuality: Int?
    /// DP.
    package var depth: Int?
    /// The share of the allele among all reads.
    package var alleleRatio: Double?
    /// Reads by allele.
    package var alleleDepths: JSONText?
    /// The FILTER column.
    package var filterStatus: String?
    /// The QUAL column.
    package var quality: Double?
}
