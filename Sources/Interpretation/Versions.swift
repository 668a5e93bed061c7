package import struct Foundation.Date
package import struct Foundation.UUID

/// What a person saw of one allele, by version, as the client says.
package struct PresentedVersions: Sendable, Codable, Hashable {
    /// The allele.
    package var alleleID: Int64
    /// The version of its annotation.
    package var annotationID: UUID
    /// The version of its assessment, nil when there was none.
    package var assessmentID: UUID?
    /// The version of its report text, nil when there was none.
    package var reportID: UUID?

    private enum CodingKeys: String, CodingKey {
        case alleleID = "allele"
        case annotationID = "annotation"
        case assessmentID = "assessment"
        case reportID = "report"
    }

    /// Names the versions.
    package init(alleleID: Int64, annotationID: UUID, assessmentID: UUID?, reportID: UUID?) {
        self.alleleID = alleleID
        self.annotationID = annotationID
        self.assessmentID = assessmentID
        self.reportID = reportID
    }
}

/// What is current of one allele, as the store says inside the transaction.
package struct CurrentVersions: Sendable, Hashable {
    /// The allele.
    package var alleleID: Int64
    /// The current annotation.
    package var annotationID: UUID
    /// The current assessment.
    package var assessment: Assessment?
    /// The current report text.
    package var reportID: UUID?

    /// An assessment as far as the rules need it.
    package struct Assessment: Sendable, Hashable {
        /// Its version.
        package var id: UUID
        /// Its class.
        package var classification: String
        /// When it was made.
        package var createdAt: Date

        /// Names an assessment.
        package init(id: UUID, classification: String, createdAt: Date) {
            self.id = id
            self.classification = classification
            self.createdAt = createdAt
        }
    }

    /// Names the versions.
    package init(alleleID: Int64, annotationID: UUID, assessment: Assessment?, reportID: UUID?) {
        self.alleleID = alleleID
        self.annotationID = annotationID
        self.assessment = assessment
        self.reportID = reportID
    }
}
