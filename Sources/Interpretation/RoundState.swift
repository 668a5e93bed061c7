/// The shared working content of a round: what people have written and not yet made a judgement of.
package struct RoundState: Sendable, Codable, Hashable {
    /// Alleles that the filter removed and somebody wants to look at.
    package var manuallyAdded: [Int64] = []
    /// Drafts by allele id, as text because JSON objects have no other keys.
    package var alleles: [String: AlleleDraft] = [:]
    /// The comment of the whole analysis, for the report.
    package var comment: String?

    /// Nothing written yet.
    package init() {}

    /// The draft of an allele, empty when nobody has written one.
    package subscript(allele: Int64) -> AlleleDraft {
        get { alleles[String(allele)] ?? AlleleDraft() }
        set { alleles[String(allele)] = newValue }
    }

    package init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        manuallyAdded = try values.decodeIfPresent([Int64].self, forKey: .manuallyAdded) ?? []
        alleles = try values.decodeIfPresent([String: AlleleDraft].self, forKey: .alleles) ?? [:]
        comment = try values.decodeIfPresent(String.self, forKey: .comment)
    }
}

/// What has been written about one allele in a round.
package struct AlleleDraft: Sendable, Codable, Hashable {
    /// An assessment that is not yet submitted by finalising the allele.
    package var assessment: AssessmentDraft?
    /// Whether the allele goes into the report; nil: as its class says.
    package var included: Bool?
    /// What verification has shown, or nil.
    package var verification: Verification?
    /// Not of interest in this analysis.
    package var notRelevant: Bool?
    /// A note about the allele in this analysis.
    package var comment: String?

    /// Nothing written yet.
    package init() {}

    /// The outcome of verifying a variant by another method.
    package enum Verification: String, Sendable, Codable, Hashable {
        /// It is there.
        case verified
        /// It is an artefact.
        case technical
    }
}

/// An assessment in the making.
package struct AssessmentDraft: Sendable, Codable, Hashable {
    /// The class chosen so far.
    package var classification: String?
    /// The evaluation's text so far.
    package var comment: String?

    /// A draft with a class and a text.
    package init(classification: String?, comment: String? = nil) {
        self.classification = classification
        self.comment = comment
    }
}
