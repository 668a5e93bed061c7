import Mustache

/// Renders a report to one self-contained HTML page: no scripts, no outside assets, printable on A4.
package enum ReportRenderer {
    /// Changes whenever the bytes for some model change.
    package static let templateVersion = "1"

    /// The page as UTF-8. It is well-formed XML as well.
    ///
    /// - Throws: ``ReportingError`` when the model contradicts itself or was made for another template version.
    package static func html(_ model: ReportModel) throws -> [UInt8] {
        try check(model)
        return Array(try template.get().render(ReportView.context(model)).utf8)
    }

    private static let template = Result<MustacheTemplate, ReportingError> {
        () throws(ReportingError) -> MustacheTemplate in
        MustacheContentTypes.register(HTMLText(), named: HTMLText.name)
        do {
            return try MustacheTemplate(string: ReportTemplate.html)
        } catch {
            throw ReportingError(.template, "the report template cannot be read: \(error)")
        }
    }

    private static func check(_ model: ReportModel) throws(ReportingError) {
        let expected = model.provenance.templateVersion
        guard expected == templateVersion else {
            throw ReportingError(
                .template,
                "the report asks for template version \(expected), this renderer has \(templateVersion); "
                    + "use the stored report, or make a new one")
        }
        guard model.samples.count(where: { $0.relation == .proband }) == 1 else {
            throw ReportingError(.missingProband, "a report needs exactly one sample that is the proband")
        }
        guard !model.signatures.isEmpty else {
            throw ReportingError(.notSigned, "a report needs the person who finalised it")
        }
        let removed = model.counts.steps.reduce(0) { $0 + $1.removed }
        guard model.counts.alleles == model.counts.kept + removed else {
            throw ReportingError(
                .inconsistentCounts,
                "of \(model.counts.alleles) alleles, \(model.counts.kept) are kept and \(removed) removed")
        }
    }
}
