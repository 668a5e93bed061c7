extension AnalysisDescriptor {
    private static let fields: Set<String> = [
        "name", "genepanel_name", "genepanel_version", "priority", "report", "warnings", "date_requested",
        "date_analysis_requested", "data",
    ]
    private static let legacyFields: Set<String> = [
        "name", "params", "samples", "priority", "date_requested", "date_analysis_requested",
    ]
    private static let dataFields: Set<String> = ["vcf", "ped", "technology", "callerName"]

    /// Reads a descriptor: the normalised form, or the legacy one, which is told by its field `params`.
    /// - Parameter legacyData: the files of the legacy form, which does not name them itself.
    package init(_ json: [UInt8], legacyData: [DataEntry] = []) throws(GenomicsError) {
        let document = try JSONValue(json)
        if case .object(let fields) = document, fields["params"] != nil {
            try self.init(legacy: document, data: legacyData)
        } else {
            try self.init(normalised: document)
        }
    }

    private init(normalised document: JSONValue) throws(GenomicsError) {
        let reader = try DescriptorReader(document, known: Self.fields)
        self.init(
            name: try reader.requiredString("name"),
            panel: GenePanelName(
                name: try reader.requiredString("genepanel_name"),
                version: try reader.requiredString("genepanel_version")),
            priority: try reader.priority("priority"), report: try reader.string("report"),
            warnings: try reader.string("warnings"), dateRequested: try Self.dateRequested(reader),
            data: try Self.data(reader))
    }

    private init(legacy document: JSONValue, data: [DataEntry]) throws(GenomicsError) {
        let reader = try DescriptorReader(document, known: Self.legacyFields)
        let parameters = try DescriptorReader(
            try reader.required("params"), path: "params", known: ["genepanel"])
        let parts = try parameters.requiredString("genepanel").split(
            separator: "_", omittingEmptySubsequences: false)
        // With more underscores nobody can tell where the name ends; guessing could choose another panel.
        guard parts.count == 2, !parts[0].isEmpty, !parts[1].isEmpty else {
            throw parameters.error(
                "genepanel", "NAME_VERSION with one underscore; else use genepanel_name and genepanel_version")
        }
        guard !data.isEmpty else {
            throw GenomicsError(
                .missingField, in: .descriptor, field: "data",
                allowed: "the legacy form names no files; send a VCF file along")
        }
        self.init(
            name: try reader.requiredString("name"),
            panel: GenePanelName(name: String(parts[0]), version: String(parts[1])),
            priority: try reader.priority("priority"), dateRequested: try Self.dateRequested(reader), data: data)
    }

    private static func dateRequested(_ reader: DescriptorReader) throws(GenomicsError) -> CalendarDate? {
        let requested = try reader.date("date_requested")
        let analysisRequested = try reader.date("date_analysis_requested")
        return requested ?? analysisRequested
    }

    private static func data(_ reader: DescriptorReader) throws(GenomicsError) -> [DataEntry] {
        guard case .array(let values) = try reader.required("data"), !values.isEmpty else {
            throw reader.error("data", "a list with at least one file")
        }
        var result: [DataEntry] = []
        for (index, value) in values.enumerated() {
            let entry = try DescriptorReader(value, path: "data[\(index)]", known: Self.dataFields)
            let technology = try entry.string("technology") ?? Technology.hts.rawValue
            guard let technology = Technology(rawValue: technology) else {
                throw entry.error("technology", "HTS or Sanger")
            }
            result.append(
                DataEntry(
                    vcf: try entry.requiredString("vcf"), pedigree: try entry.string("ped"), technology: technology,
                    callerName: try entry.string("callerName")))
        }
        return result
    }
}
