/// A report as the template reads it: only texts, lists and truth values, none of them escaped yet.
enum ReportView {
    typealias Context = [String: Any]

    static func context(_ model: ReportModel) -> Context {
        var context: Context = [
            "analysis": model.analysisName,
            "facts": facts(model),
            "samples": model.samples.map(sample),
            "hasVariants": !model.variants.isEmpty,
            "variants": model.variants.enumerated().map { variant($0.element, number: $0.offset + 1) },
            "hasOthers": !model.otherVariants.isEmpty,
            "others": model.otherVariants.enumerated().map { variant($0.element, number: $0.offset + 1) },
            "counts": counts(model.counts),
            "signatures": model.signatures.map(signature),
            "provenance": provenance(model),
            "templateVersion": ReportRenderer.templateVersion,
        ]
        context["laboratory"] = model.laboratory
        context["indication"] = richText(model.indication)
        context["conclusion"] = richText(model.conclusion)
        context["correction"] = model.correction.map { ["previous": $0.previousReportID, "reason": $0.reason] }
        return context
    }

    private static func facts(_ model: ReportModel) -> [Context] {
        let finalised = model.signatures.map(\.signedAt).max()
        return [
            ("Report", model.id),
            ("Finalised", finalised?.readable ?? ""),
            ("Gene panel", "\(model.panel.name) \(model.panel.version)"),
            ("Genome assembly", model.assembly),
            ("Filter configuration", "\(model.filterConfiguration.name) \(model.filterConfiguration.version)"),
        ].map(named)
    }

    private static func named(_ name: String, _ value: String) -> Context { ["name": name, "value": value] }

    private static func sample(_ sample: ReportModel.Sample) -> Context {
        [
            "id": sample.id, "relation": sample.relation.rawValue.capitalised, "sex": sample.sex.rawValue.capitalised,
            "affected": sample.isAffected ? "Affected" : "Not affected",
        ]
    }

    private static func variant(_ variant: ReportModel.Variant, number: Int) -> Context {
        var context: Context = [
            "number": number, "gene": variant.geneSymbol, "transcript": variant.transcript,
            "coding": variant.hgvsCoding, "genomic": variant.genomic, "consequence": variant.consequence,
            "class": variant.classification.label, "tone": tone(variant.classification.value),
            "proband": variant.genotypes.proband, "genotypes": genotypes(variant.genotypes),
        ]
        context["protein"] = variant.hgvsProtein
        context["evaluation"] = richText(variant.evaluation)
        context["report"] = richText(variant.reportText)
        return context
    }

    private static func genotypes(_ genotypes: ReportModel.Genotypes) -> [Context] {
        [("Proband", genotypes.proband), ("Father", genotypes.father), ("Mother", genotypes.mother)].compactMap {
            name, text in text.map { named(name, $0) }
        }
    }

    /// The colour of a class; the label says the same in words.
    private static func tone(_ classification: String) -> String {
        switch classification {
        case "5": "five"
        case "4": "four"
        case "3": "three"
        case "1", "2": "low"
        default: "plain"
        }
    }

    private static func counts(_ counts: ReportModel.Counts) -> Context {
        [
            "records": grouped(counts.records), "alleles": grouped(counts.alleles), "kept": grouped(counts.kept),
            "steps": counts.steps.map { named($0.name.capitalised, grouped($0.removed)) },
        ]
    }

    private static func signature(_ signature: ReportModel.Signature) -> Context {
        [
            "name": signature.name, "role": signature.role ?? "", "time": signature.signedAt.readable,
            "instant": signature.signedAt.description,
        ]
    }

    private static func provenance(_ model: ReportModel) -> [Context] {
        let provenance = model.provenance
        return [
            ("Round", provenance.roundID), ("Snapshot", provenance.snapshotID),
            ("Gene panel (SHA-256)", provenance.panelHash),
            ("Filter configuration (SHA-256)", provenance.filterConfigurationHash),
            ("Annotation release", provenance.annotationRelease), ("Software", provenance.softwareVersion),
        ].map(named)
    }

    /// `nil` when there is nothing to read, so that the template leaves the heading out.
    private static func richText(_ text: String?) -> Context? {
        let paragraphs = RichText(text ?? "").paragraphs
        guard !paragraphs.isEmpty else { return nil }
        return [
            "paragraphs": paragraphs.map { lines in
                ["lines": lines.enumerated().map { ["text": $0.element, "isFollowing": $0.offset > 0] }]
            }
        ]
    }

    /// Thousands apart: `12 345`, with a thin space that does not break.
    private static func grouped(_ number: Int) -> String {
        let digits = Array(String(number))
        return digits.indices.reduce(into: "") { text, index in
            if index > 0, (digits.count - index).isMultiple(of: 3), digits[index - 1] != "-" { text += "\u{202F}" }
            text.append(digits[index])
        }
    }
}

extension String {
    /// The first letter in upper case.
    fileprivate var capitalised: String { prefix(1).uppercased() + dropFirst() }
}
