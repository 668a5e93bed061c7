extension ReportModel {
    /// A name with its version.
    package struct Versioned: Codable, Equatable, Sendable {
        package var name: String
        package var version: String

        package init(name: String, version: String) {
            self.name = name
            self.version = version
        }
    }

    package enum Sex: String, Codable, Sendable {
        case female, male, unknown
    }

    /// To the proband.
    package enum Relation: String, Codable, Sendable {
        case proband, father, mother, sibling
    }

    package struct Sample: Codable, Equatable, Sendable {
        /// Pseudonymous.
        package var id: String
        package var sex: Sex
        package var isAffected: Bool
        package var relation: Relation

        package init(id: String, sex: Sex, isAffected: Bool, relation: Relation) {
            self.id = id
            self.sex = sex
            self.isAffected = isAffected
            self.relation = relation
        }
    }

    /// How many alleles went where. `alleles == kept + Σ removed`, or the report is refused.
    package struct Counts: Codable, Equatable, Sendable {
        /// Records of the input files, whether or not the proband carries the allele.
        package var records: Int
        /// Alleles of the analysis, before the first filter.
        package var alleles: Int
        /// Alleles no filter removed.
        package var kept: Int
        /// In the order of the chain.
        package var steps: [Step]

        /// One filter of the chain.
        package struct Step: Codable, Equatable, Sendable {
            package var name: String
            package var removed: Int

            package init(name: String, removed: Int) {
                self.name = name
                self.removed = removed
            }
        }

        package init(records: Int, alleles: Int, kept: Int, steps: [Step]) {
            self.records = records
            self.alleles = alleles
            self.kept = kept
            self.steps = steps
        }
    }

    package struct Signature: Codable, Equatable, Sendable {
        /// As the person is shown to others.
        package var name: String
        /// `Interpretation`, `Review`, …
        package var role: String?
        package var signedAt: ReportTime

        package init(name: String, role: String? = nil, signedAt: ReportTime) {
            self.name = name
            self.role = role
            self.signedAt = signedAt
        }
    }

    /// What the report was made from. Identifiers and hashes, enough to make it again.
    package struct Provenance: Codable, Equatable, Sendable {
        package var roundID: String
        package var snapshotID: String
        /// SHA-256 of the panel's content, hexadecimal.
        package var panelHash: String
        /// SHA-256 of the filter configuration, hexadecimal.
        package var filterConfigurationHash: String
        /// Name and date of the annotation release.
        package var annotationRelease: String
        package var softwareVersion: String
        /// ``ReportRenderer/templateVersion`` when the model was made; another renderer refuses it.
        package var templateVersion: String

        package init(
            roundID: String, snapshotID: String, panelHash: String, filterConfigurationHash: String,
            annotationRelease: String, softwareVersion: String, templateVersion: String
        ) {
            self.roundID = roundID
            self.snapshotID = snapshotID
            self.panelHash = panelHash
            self.filterConfigurationHash = filterConfigurationHash
            self.annotationRelease = annotationRelease
            self.softwareVersion = softwareVersion
            self.templateVersion = templateVersion
        }
    }

    package struct Correction: Codable, Equatable, Sendable {
        /// The report this one replaces.
        package var previousReportID: String
        package var reason: String

        package init(previousReportID: String, reason: String) {
            self.previousReportID = previousReportID
            self.reason = reason
        }
    }
}
