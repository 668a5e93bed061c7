extension LaboratoryConfiguration {
    /// What a new installation starts with: ELLA's classes and frequency groups.
    package static let initial = LaboratoryConfiguration(
        classificationOptions: [
            ClassificationOption(value: "1", name: "Class 1", includedInReport: false, isFinding: false),
            ClassificationOption(value: "2", name: "Class 2", includedInReport: false, isFinding: false),
            ClassificationOption(
                value: "3", name: "Class 3", outdatedAfterDays: 180, includedInReport: true, isFinding: true),
            ClassificationOption(
                value: "4", name: "Class 4", outdatedAfterDays: 180, includedInReport: true, isFinding: true),
            ClassificationOption(
                value: "5", name: "Class 5", outdatedAfterDays: 365, includedInReport: true, isFinding: true),
            ClassificationOption(value: "NP", name: "Not provided", includedInReport: false, isFinding: false),
            ClassificationOption(value: "RF", name: "Risk factor", includedInReport: true, isFinding: true),
            ClassificationOption(value: "DR", name: "Drug response", includedInReport: true, isFinding: true),
        ],
        transcriptInclusion: "NM_.*",
        frequencyGroups: [
            "external": [
                "GNOMAD_GENOMES": ["G", "AFR", "AMR", "EAS", "FIN", "NFE", "OTH", "SAS"],
                "GNOMAD_EXOMES": ["G", "AFR", "AMR", "EAS", "FIN", "NFE", "OTH", "SAS"],
            ],
            "internal": ["inDB": ["OUSWES"]],
        ],
        finaliseRequirements: FinaliseRequirements(
            workflowStatuses: ["not_ready", "interpretation", "review", "medical_review"], allowUnclassified: false),
        imports: ImportRules(maximumRejectedShare: 0.05),
        report: ReportTexts(laboratoryName: "Laboratory"))
}
