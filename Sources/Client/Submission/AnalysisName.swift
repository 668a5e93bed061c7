/// What the name of a folder or of a VCF file says: the analysis, the panel and its version.
package struct AnalysisName: Sendable, Hashable {
    /// The whole name.
    package let analysis: String
    /// Behind the last `.` or `-` that leaves a `-` or `_` for the version.
    package let panel: String
    /// Behind the last `-` or `_`.
    package let version: String

    /// Parses the name of a folder, or of a VCF file without `.vcf` or `.vcf.gz`.
    ///
    /// - Throws: ``ClientError/input(_:)`` when the name has not three parts, or when the panel's name seems to hold a
    ///   hyphen: nobody can tell where such a panel begins (`S-1.My-Panel_v2`), and half its name could be another
    ///   panel.
    package init(parsing name: String) throws {
        let advice = "Name panel and version with --panel and --panel-version, or the folder NAME.PANEL_VERSION."
        guard let end = name.lastIndex(where: { $0 == "-" || $0 == "_" }),
            let start = name[..<end].lastIndex(where: { $0 == "." || $0 == "-" })
        else {
            throw ClientError.input(
                "The name tells no panel", "`\(name)` does not name a panel and its version. \(advice)")
        }
        panel = String(name[name.index(after: start)..<end])
        version = String(name[name.index(after: end)...])
        analysis = name
        guard !panel.isEmpty, !version.isEmpty, start > name.startIndex else {
            throw ClientError.input(
                "The name tells no panel", "`\(name)` does not name a panel and its version. \(advice)")
        }
        if name[start] == "-", let dot = name[..<start].lastIndex(of: ".") {
            let longer = name[name.index(after: dot)..<end]
            throw ClientError.input(
                "The name is ambiguous",
                "`\(name)` may mean the panel \(panel) or \(longer). Say which with --panel and --panel-version."
            )
        }
    }
}
