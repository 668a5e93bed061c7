/// What a laboratory decides for itself. A versioned document: whatever used it names the version it used.
package struct LaboratoryConfiguration: Sendable, Codable, Hashable {
    /// The classes an allele assessment may have, in the order they are offered.
    package var classificationOptions: [ClassificationOption]
    /// Which annotation transcripts count besides the panel's, as a regular expression on the transcript's name.
    package var transcriptInclusion: String
    /// Groups of populations whose frequencies are compared with one threshold: group → provider → populations.
    package var frequencyGroups: [String: [String: [String]]]
    /// When a round may be finalised.
    package var finaliseRequirements: FinaliseRequirements
    /// What an import may look like.
    package var imports: ImportRules
    /// Texts of the report.
    package var report: ReportTexts

    /// The option of a class, or nil for one that the laboratory does not use.
    package func option(_ value: String) -> ClassificationOption? {
        classificationOptions.first { $0.value == value }
    }

    /// Everything that is wrong with the document, in words that name the field; empty when it can be used.
    package func problems() -> [String] {
        var found: [String] = []
        let values = classificationOptions.map(\.value)
        if Set(values).count != values.count { found.append("classificationOptions: a value occurs twice") }
        for option in classificationOptions where !ClassificationOption.knownValues.contains(option.value) {
            found.append("classificationOptions: the value \(option.value) is none of 1, 2, 3, 4, 5, NP, RF, DR")
        }
        for option in classificationOptions {
            if let days = option.outdatedAfterDays, days <= 0 {
                found.append("classificationOptions.\(option.value).outdatedAfterDays: must be above 0")
            }
        }
        if (try? Regex(transcriptInclusion)) == nil {
            found.append("transcriptInclusion: not a regular expression")
        }
        if !(0...1).contains(imports.maximumRejectedShare) {
            found.append("imports.maximumRejectedShare: must lie between 0 and 1")
        }
        return found
    }
}

/// A class of an allele assessment.
package struct ClassificationOption: Sendable, Codable, Hashable {
    /// `1`–`5`, `NP` (not provided), `RF` (risk factor), `DR` (drug response).
    package var value: String
    /// What people read.
    package var name: String
    /// After how many days it must be looked at again; nil: never.
    package var outdatedAfterDays: Int?
    /// Whether variants of this class go into the report unless somebody says otherwise.
    package var includedInReport: Bool
    /// Whether an analysis with such a variant has a finding.
    package var isFinding: Bool

    /// The values the store knows.
    package static let knownValues: Set<String> = ["1", "2", "3", "4", "5", "NP", "RF", "DR"]
}

/// When a round may be finalised.
package struct FinaliseRequirements: Sendable, Codable, Hashable {
    /// The workflow statuses in which finalising is allowed.
    package var workflowStatuses: [String]
    /// Whether variants may stay without a valid class.
    package var allowUnclassified: Bool
}

/// What an import may look like.
package struct ImportRules: Sendable, Codable, Hashable {
    /// The share of quarantined records above which an import is rejected as a whole, 0 to 1.
    package var maximumRejectedShare: Double
}

/// Texts of the report.
package struct ReportTexts: Sendable, Codable, Hashable {
    /// Who reports.
    package var laboratoryName: String
}
