/// Everything a report says: taken from one snapshot, complete without any look-up.
///
/// The same model gives the same bytes. Nothing in it is formatted for HTML; every text may contain anything.
package struct ReportModel: Codable, Equatable, Sendable {
    /// Identifier of this report.
    package var id: String
    /// The laboratory that answers for the report; shown at the head.
    package var laboratory: String?
    package var analysisName: String
    package var panel: Versioned
    /// `GRCh37` or `GRCh38`.
    package var assembly: String
    package var filterConfiguration: Versioned
    /// The proband first; exactly one.
    package var samples: [Sample]
    /// Why the analysis was requested; rich text.
    package var indication: String?
    /// What the laboratory concludes; rich text.
    package var conclusion: String?
    /// The variants the report is about, in the order they appear.
    package var variants: [Variant]
    /// Variants that were classified and finalised, but are not part of the answer.
    package var otherVariants: [Variant]
    package var counts: Counts
    /// Who finalised, in the order of signing; at least one.
    package var signatures: [Signature]
    package var provenance: Provenance
    /// Set when this report replaces another.
    package var correction: Correction?

    package init(
        id: String, laboratory: String? = nil, analysisName: String, panel: Versioned, assembly: String,
        filterConfiguration: Versioned, samples: [Sample], indication: String? = nil, conclusion: String? = nil,
        variants: [Variant], otherVariants: [Variant], counts: Counts, signatures: [Signature],
        provenance: Provenance, correction: Correction? = nil
    ) {
        self.id = id
        self.laboratory = laboratory
        self.analysisName = analysisName
        self.panel = panel
        self.assembly = assembly
        self.filterConfiguration = filterConfiguration
        self.samples = samples
        self.indication = indication
        self.conclusion = conclusion
        self.variants = variants
        self.otherVariants = otherVariants
        self.counts = counts
        self.signatures = signatures
        self.provenance = provenance
        self.correction = correction
    }
}
