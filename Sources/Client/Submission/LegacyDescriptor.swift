/// The older form of a descriptor, which is told by its key `params`. Other keys of it never meant anything and are
/// passed over.
struct LegacyDescriptor: Decodable {
    var name: String
    var params: Parameters
    var priority: LenientPriority?
    var dateRequested: String?
    var dateAnalysisRequested: String?

    struct Parameters: Decodable {
        var genepanel: String
    }

    enum CodingKeys: String, CodingKey {
        case name, params, priority
        case dateRequested = "date_requested"
        case dateAnalysisRequested = "date_analysis_requested"
    }

    /// `NAME_VERSION`.
    func panel(in path: String) throws -> Submission.Choices.Panel {
        let parts = params.genepanel.split(separator: "_", omittingEmptySubsequences: false)
        // With more underscores nobody can tell where the name ends; guessing could choose another panel.
        guard parts.count == 2, !parts[0].isEmpty, !parts[1].isEmpty else {
            throw ClientError.input(
                "The panel is not clear",
                "`\(params.genepanel)` in \(path) is not NAME_VERSION; use --panel and --panel-version."
            )
        }
        return Submission.Choices.Panel(name: String(parts[0]), version: String(parts[1]))
    }
}

/// Tells the two forms of a descriptor apart.
struct FormProbe: Decodable {
    let isLegacy: Bool

    init(from decoder: any Decoder) throws {
        isLegacy = try decoder.container(keyedBy: AnyKey.self).contains(AnyKey(stringValue: "params"))
    }
}
