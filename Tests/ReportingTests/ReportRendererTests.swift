import Foundation
import Testing

@testable import Reporting

@Suite struct ReportRendererTests {
    private func page(_ change: (inout ReportModel) throws -> Void = { _ in }) throws -> ReportPage {
        var model = try SampleReport.model()
        try change(&model)
        return try ReportPage(try ReportRenderer.html(model))
    }

    @Test func theSameModelGivesTheSameBytes() throws {
        let model = try SampleReport.model()
        let copy = try JSONDecoder().decode(ReportModel.self, from: JSONEncoder().encode(model))
        #expect(copy == model)
        #expect(try ReportRenderer.html(model) == ReportRenderer.html(copy))
    }

    @Test func thePageIsWellFormedAndHasItsSections() throws {
        let page = try page()
        #expect(page.source.hasPrefix("<!DOCTYPE html>\n<html lang=\"en\""))
        #expect(page.texts(of: "h1") == ["DEMO-FAM1.Demonstration_v1.0"])
        #expect(
            page.texts(of: "h2") == [
                "Indication", "Conclusion", "Reported variants", "Other finalised variants", "Filtering",
                "Finalised by", "Provenance",
            ])
        #expect(page.texts(of: "title") == ["Genetic report: DEMO-FAM1.Demonstration_v1.0"])
    }

    @Test func everyFactOfTheModelIsOnThePage() throws {
        let model = try SampleReport.model()
        let text = try page().text
        for variant in model.variants + model.otherVariants {
            for fact in [
                variant.geneSymbol, variant.hgvsCoding, variant.transcript, variant.genomic, variant.consequence,
                variant.genotypes.proband, variant.classification.label,
            ] + [variant.hgvsProtein].compactMap(\.self) {
                #expect(text.contains(fact))
            }
        }
        let provenance = model.provenance
        for fact in [
            model.id, "Demonstration v1.0", "GRCh37", "Demonstration: frequency, consequence 3", provenance.roundID,
            provenance.snapshotID, provenance.panelHash, provenance.filterConfigurationHash,
            provenance.annotationRelease, provenance.softwareVersion, "Laboratory for Medical Genetics",
            "2025-01-21 14:05 UTC", "Reviewer Two", "Replaces report 0194a1d7-03b9-7f20-a6c8-5e4d3c2b1a09",
            "3\u{202F}000 records were read; 2\u{202F}829 alleles belong to the analysis", "2\u{202F}641",
        ] {
            #expect(text.contains(fact), "\(fact) is missing")
        }
    }

    @Test func genotypesOfAllMembersAreNamed() throws {
        let details = try page().texts(of: "dt")
        #expect(details.count { $0 == "Proband" } == 3 && details.count { $0 == "Father" } == 3)
        let alone = try page { $0.variants[0].genotypes = .init(proband: "Homozygous") }
        #expect(alone.texts(of: "dt").count { $0 == "Father" } == 2)
    }

    @Test func partsWithoutContentAreLeftOut() throws {
        let page = try page {
            $0.laboratory = nil
            $0.indication = " \n"
            $0.conclusion = "<p><br></p>"
            $0.correction = nil
            $0.variants = []
            $0.otherVariants = []
            $0.counts.steps = []
            $0.counts.kept = $0.counts.alleles
        }
        #expect(page.texts(of: "h2") == ["Reported variants", "Filtering", "Finalised by", "Provenance"])
        #expect(page.text.contains("No variants are reported."))
        #expect(!page.text.contains("Corrected report"))
    }

    private static let hostile = "<script>alert(1)</script>\"'&<b onclick=x>\u{0}\u{1B}\u{202E}\"\u{301}]]>{{id}}"

    @Test func nothingOfTheModelBecomesMarkup() throws {
        let clean = try page()
        // Every text of the model is replaced, wherever it is.
        let data = try JSONEncoder().encode(SampleReport.model())
        var json = try JSONSerialization.jsonObject(with: data)
        json = Self.poisoned(json)
        let model = try JSONDecoder().decode(
            ReportModel.self, from: JSONSerialization.data(withJSONObject: json))
        #expect(model.analysisName == Self.hostile && model.variants[2].reportText == Self.hostile)
        let page = try ReportPage(try ReportRenderer.html(model))
        #expect(page.count(of: "script") == 0 && page.count(of: "b") == 0)
        for element in ["section", "article", "td", "dd", "li", "h3"] {
            #expect(page.count(of: element) == clean.count(of: element))
        }
        #expect(page.attributes == clean.attributes)
        #expect(
            page.texts(of: "h1") == [
                "<script>alert(1)</script>\"'&<b onclick=x>\u{FFFD}\u{FFFD}\u{FFFD}\"\u{301}]]>{{id}}"
            ])
        #expect(!page.source.utf8.contains(0) && !page.source.contains("\u{202E}"))
    }

    private static func poisoned(_ value: Any, key: String = "") -> Any {
        switch value {
        case let object as [String: Any]:
            Dictionary(uniqueKeysWithValues: object.map { ($0.key, poisoned($0.value, key: $0.key)) })
        case let list as [Any]: list.map { poisoned($0, key: key) }
        case is String where !["sex", "relation", "signedAt", "templateVersion", "value"].contains(key): hostile
        default: value
        }
    }

    @Test func theTemplateEscapesEverything() {
        #expect(!ReportTemplate.html.contains("{{{") && !ReportTemplate.html.contains("{{&"))
        #expect(!ReportTemplate.html.contains("<script") && !ReportTemplate.html.contains("url("))
        #expect(!ReportTemplate.html.contains("@import") && !ReportTemplate.html.contains("src="))
    }

    @Test func tablesAreReadableWithoutSeeingThem() throws {
        let page = try page()
        #expect(page.count(of: "table") == 3 && page.count(of: "caption") == 3)
        #expect(page.count(of: "th") == page.attributes.count { $0.hasPrefix("th.scope=") })
        #expect(page.attributes.contains("html.lang=en"))
        #expect(page.attributes.contains("time.datetime=2025-01-21T14:05:00Z"))
    }

    @Test func aReportThatContradictsItselfIsRefused() throws {
        func code(_ change: (inout ReportModel) -> Void) throws -> ReportingError.Code? {
            var model = try SampleReport.model()
            change(&model)
            do {
                _ = try ReportRenderer.html(model)
                return nil
            } catch let error as ReportingError {
                return error.code
            }
        }
        #expect(try code { _ in } == nil)
        #expect(try code { $0.counts.kept += 1 } == .inconsistentCounts)
        #expect(try code { $0.counts.steps.removeLast() } == .inconsistentCounts)
        #expect(try code { $0.samples.removeFirst() } == .missingProband)
        #expect(try code { $0.samples[1].relation = .proband } == .missingProband)
        #expect(try code { $0.signatures = [] } == .notSigned)
        #expect(try code { $0.provenance.templateVersion = "0" } == .template)
    }

    @Test func timesAreWholeSecondsInUTC() throws {
        let time = ReportTime(Date(timeIntervalSince1970: 1_737_468_300.9))
        #expect(time.description == "2025-01-21T14:05:00Z")
        #expect(try ReportTime("2025-01-21T14:05:00Z") == time)
        #expect(try String(decoding: JSONEncoder().encode([time]), as: UTF8.self) == "[\"2025-01-21T14:05:00Z\"]")
        for text in ["", "2025-01-21", "yesterday", "2025-13-01T00:00:00Z"] {
            #expect(throws: ReportingError.self) { try ReportTime(text) }
        }
    }

    /// A change of this number is a change of the template: raise `templateVersion` with it.
    @Test func theTemplateVersionIsPinned() throws {
        let bytes = try ReportRenderer.html(SampleReport.model())
        let hash = bytes.reduce(UInt64(0xcbf2_9ce4_8422_2325)) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
        #expect("\(ReportRenderer.templateVersion) \(String(hash, radix: 16))" == "1 80e2c71fc1daee31")
    }
}
