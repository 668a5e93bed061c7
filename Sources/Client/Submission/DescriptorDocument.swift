/// The descriptor of an analysis in its normalised form, as the server reads it.
package struct DescriptorDocument: Sendable, Codable, Hashable {
    /// The name of the analysis, unique in the installation.
    package var name: String
    /// The gene panel.
    package var panelName: String
    /// The panel's version.
    package var panelVersion: String
    /// 1 (normal), 2 (high) or 3 (urgent).
    package var priority = 1
    /// Text of the pipeline for the people who interpret.
    package var report: String?
    /// Problems that the pipeline met.
    package var warnings: String?
    /// `YYYY-MM-DD`.
    package var dateRequested: String?
    /// `YYYY-MM-DD`; an older name of the same.
    package var dateAnalysisRequested: String?
    /// The files, at least one.
    package var data: [Entry]

    /// One VCF file with its pedigree.
    package struct Entry: Sendable, Codable, Hashable {
        /// The name of the VCF file, without folders.
        package var vcf: String
        /// The name of the pedigree; nil where the VCF file has a single sample.
        package var ped: String?
        /// `HTS` or `Sanger`.
        package var technology = "HTS"
        /// Free text that tells the caller.
        package var callerName: String?

        /// Names a VCF file.
        package init(vcf: String, ped: String? = nil, technology: String = "HTS", callerName: String? = nil) {
            self.vcf = vcf
            self.ped = ped
            self.technology = technology
            self.callerName = callerName
        }

        package init(from decoder: any Decoder) throws {
            try decoder.refuseUnknown(CodingKeys.self)
            let values = try decoder.container(keyedBy: CodingKeys.self)
            vcf = try values.decode(String.self, forKey: .vcf)
            ped = try values.decodeIfPresent(String.self, forKey: .ped)
            technology = try values.decodeIfPresent(String.self, forKey: .technology) ?? "HTS"
            callerName = try values.decodeIfPresent(String.self, forKey: .callerName)
        }

        enum CodingKeys: String, CodingKey, CaseIterable {
            case vcf, ped, technology, callerName
        }
    }

    /// Describes an analysis.
    package init(name: String, panelName: String, panelVersion: String, data: [Entry]) {
        self.name = name
        self.panelName = panelName
        self.panelVersion = panelVersion
        self.data = data
    }

    package init(from decoder: any Decoder) throws {
        try decoder.refuseUnknown(CodingKeys.self)
        let values = try decoder.container(keyedBy: CodingKeys.self)
        name = try values.decode(String.self, forKey: .name)
        panelName = try values.decode(String.self, forKey: .panelName)
        panelVersion = try values.decode(String.self, forKey: .panelVersion)
        priority = try values.decodeIfPresent(LenientPriority.self, forKey: .priority)?.value ?? 1
        report = try values.decodeIfPresent(String.self, forKey: .report)
        warnings = try values.decodeIfPresent(String.self, forKey: .warnings)
        dateRequested = try values.decodeIfPresent(String.self, forKey: .dateRequested)
        dateAnalysisRequested = try values.decodeIfPresent(String.self, forKey: .dateAnalysisRequested)
        data = try values.decode([Entry].self, forKey: .data)
    }

    enum CodingKeys: String, CodingKey, CaseIterable {
        case name, priority, report, warnings, data
        case panelName = "genepanel_name"
        case panelVersion = "genepanel_version"
        case dateRequested = "date_requested"
        case dateAnalysisRequested = "date_analysis_requested"
    }
}
