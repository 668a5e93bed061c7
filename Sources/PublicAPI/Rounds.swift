package import Interpretation

package import struct Foundation.Date
package import struct Foundation.UUID

/// A round of work.
package struct RoundView: Sendable, Codable {
    package var id: UUID
    package var analysis: UUID
    package var ordinal: Int
    package var workflowStatus: String
    /// `not_started`, `ongoing`, `finalising` or `done`.
    package var status: String
    package var finalised: Bool?
    package var owner: UUID?
    package var filterRun: UUID
    /// Send it back as `If-Match` when saving.
    package var revision: Int
    package var state: RoundState
    /// The job that ends it.
    package var endingJob: UUID?
    package var started: Date?
    package var ended: Date?

    package init(
        id: UUID, analysis: UUID, ordinal: Int, workflowStatus: String, status: String, finalised: Bool?, owner: UUID?,
        filterRun: UUID, revision: Int, state: RoundState, endingJob: UUID?, started: Date?, ended: Date?
    ) {
        self.id = id
        self.analysis = analysis
        self.ordinal = ordinal
        self.workflowStatus = workflowStatus
        self.status = status
        self.finalised = finalised
        self.owner = owner
        self.filterRun = filterRun
        self.revision = revision
        self.state = state
        self.endingJob = endingJob
        self.started = started
        self.ended = ended
    }
}

/// A version of an assessment.
package struct AssessmentView: Sendable, Codable {
    package var id: UUID
    package var classification: String
    package var comment: String
    package var author: String
    package var created: Date
    /// Whether its class must be looked at again.
    package var outdated: Bool

    package init(id: UUID, classification: String, comment: String, author: String, created: Date, outdated: Bool) {
        self.id = id
        self.classification = classification
        self.comment = comment
        self.author = author
        self.created = created
        self.outdated = outdated
    }
}

/// The document that an assessment's `evaluation` holds.
package struct Evaluation: Sendable, Codable, Hashable {
    package var comment: String

    package init(comment: String) { self.comment = comment }
}

/// A version of a report text.
package struct AlleleReportView: Sendable, Codable, Hashable {
    package var id: UUID
    package var text: String

    package init(id: UUID, text: String) {
        self.id = id
        self.text = text
    }
}

/// A judgement of one allele.
package struct AlleleFinalisation: Sendable, Codable {
    /// The versions the person saw.
    package var presented: PresentedVersions
    /// A new assessment; absent when the current one is reused.
    package var assessment: NewAssessment?
    /// A new report text; absent when it stays.
    package var report: String?

    /// A new assessment.
    package struct NewAssessment: Sendable, Codable {
        package var classification: String
        package var comment: String

        package init(classification: String, comment: String) {
            self.classification = classification
            self.comment = comment
        }
    }

    package init(presented: PresentedVersions, assessment: NewAssessment?, report: String?) {
        self.presented = presented
        self.assessment = assessment
        self.report = report
    }
}

/// What came of a judgement.
package struct AlleleFinalised: Sendable, Codable {
    /// The versions that are current now.
    package var current: PresentedVersions
    /// The revision of the round, whose draft of the allele is gone.
    package var revision: Int

    package init(current: PresentedVersions, revision: Int) {
        self.current = current
        self.revision = revision
    }
}

/// The end of a round.
package struct RoundFinalisation: Sendable, Codable {
    /// The revision of the state that the person ends.
    package var revision: Int
    /// The versions the person saw, of every allele.
    package var presented: [PresentedVersions]

    package init(revision: Int, presented: [PresentedVersions]) {
        self.revision = revision
        self.presented = presented
    }
}

/// What was presented of one allele when a round ended.
package struct SnapshotRowView: Sendable, Codable, Hashable {
    package var presented: PresentedVersions
    /// `7:117199644 ATCT>A`.
    package var name: String
    package var classification: String?
    package var included: Bool
    package var notRelevant: Bool
    package var technical: Bool

    package init(
        presented: PresentedVersions, name: String, classification: String?, included: Bool, notRelevant: Bool,
        technical: Bool
    ) {
        self.presented = presented
        self.name = name
        self.classification = classification
        self.included = included
        self.notRelevant = notRelevant
        self.technical = technical
    }
}

/// A round as it was: the alleles shown with their versions, and how many each filter step removed.
package struct SnapshotView: Sendable, Codable {
    package var round: UUID
    package var filter: FilterRunView
    package var alleles: [SnapshotRowView]

    package init(round: UUID, filter: FilterRunView, alleles: [SnapshotRowView]) {
        self.round = round
        self.filter = filter
        self.alleles = alleles
    }
}

/// A report of record.
package struct ReportView: Sendable, Codable, Hashable {
    package var id: UUID
    package var analysis: UUID
    package var round: UUID
    /// The report it replaces.
    package var previous: UUID?
    package var mediaType: String
    package var templateVersion: String
    /// SHA-256 of its bytes, hexadecimal.
    package var sha256: String
    package var created: Date
    /// Where its bytes are.
    package var address: String

    package init(
        id: UUID, analysis: UUID, round: UUID, previous: UUID?, mediaType: String, templateVersion: String,
        sha256: String,
        created: Date, address: String
    ) {
        self.id = id
        self.analysis = analysis
        self.round = round
        self.previous = previous
        self.mediaType = mediaType
        self.templateVersion = templateVersion
        self.sha256 = sha256
        self.created = created
        self.address = address
    }
}
