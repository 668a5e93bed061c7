/// What a submitter says about an analysis: which files, which panel, how urgent.
package struct AnalysisDescriptor: Hashable, Sendable {
    /// How the sample was sequenced. Raw values are those of the descriptor.
    package enum Technology: String, Hashable, Sendable, Codable, CaseIterable {
        case hts = "HTS"
        case sanger = "Sanger"
    }

    /// How urgent an analysis is. Raw values are those of the descriptor.
    package enum Priority: Int, Hashable, Sendable, Codable, CaseIterable {
        case normal = 1
        case high = 2
        case urgent = 3
    }

    /// One VCF file with its pedigree.
    package struct DataEntry: Hashable, Sendable {
        /// File names as written.
        package var vcf: String
        /// Nil where the VCF file has a single sample.
        package var pedigree: String?
        /// HTS unless told otherwise.
        package var technology: Technology
        /// Free text that tells the caller (`GATK 3.3.0`).
        package var callerName: String?

        /// All properties at once.
        package init(
            vcf: String, pedigree: String? = nil, technology: Technology = .hts, callerName: String? = nil
        ) {
            self.vcf = vcf
            self.pedigree = pedigree
            self.technology = technology
            self.callerName = callerName
        }
    }

    /// The name of the analysis; it must be new.
    package var name: String
    /// The panel and the exact version to which the analysis is pinned.
    package var panel: GenePanelName
    /// Normal unless told otherwise.
    package var priority: Priority
    /// Text of the pipeline for the people who interpret.
    package var report: String?
    /// Problems that the pipeline met.
    package var warnings: String?
    /// When the analysis was ordered.
    package var dateRequested: CalendarDate?
    /// At least one.
    package var data: [DataEntry]

    /// All properties at once.
    package init(
        name: String, panel: GenePanelName, priority: Priority = .normal, report: String? = nil,
        warnings: String? = nil, dateRequested: CalendarDate? = nil, data: [DataEntry]
    ) {
        self.name = name
        self.panel = panel
        self.priority = priority
        self.report = report
        self.warnings = warnings
        self.dateRequested = dateRequested
        self.data = data
    }
}
