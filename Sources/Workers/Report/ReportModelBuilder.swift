import Annotation
import Cryptography
import Evidence
import Foundation
import Interpretation
import Laboratory
import Postgres
import PublicAPI
import Reporting
import Store

/// Collects what a report says, by the versions that the round's snapshot names.
struct ReportModelBuilder {
    let transaction: Transaction
    let round: RoundRecord

    /// The model of a report.
    func model(id: UUID) async throws -> ReportModel {
        guard let analysis = try await transaction.analysis(round.analysisID),
            let panel = try await transaction.panel(round.panelID),
            let run = try await transaction.filterRun(round.filterRunID),
            let filter = try await transaction.filterConfiguration(run.filterConfigurationID),
            let owner = round.owner, let signer = try await transaction.person(id: owner), let ended = round.endedAt
        else { throw StoreError.notFound("part of a finalised round") }
        let rows = try await transaction.snapshot(of: round.id)
        let samples = try await transaction.samples(of: analysis.id)
        let (_, laboratory) = try await transaction.laboratory(asOf: ended)
        let variants = try await variants(rows, samples, laboratory)
        let steps = try run.steps.decode(as: [FilterRunView.Step].self)
        let records = try await transaction.recordCount(ofAnalysis: analysis.id)
        return ReportModel(
            id: id.text, laboratory: laboratory.report.laboratoryName, analysisName: analysis.name,
            panel: .init(name: panel.name, version: panel.version), assembly: analysis.assembly,
            filterConfiguration: .init(name: filter.name, version: "\(filter.version)"),
            samples: samples.reportSamples, conclusion: try round.state.decode(as: RoundState.self).comment,
            variants: rows.filter(\.included).compactMap { variants[$0.versions.alleleID] },
            otherVariants: rows.filter { !$0.included }.compactMap { variants[$0.versions.alleleID] },
            counts: .init(
                records: records, alleles: run.alleles, kept: run.kept,
                steps: steps.map { .init(name: $0.name, removed: $0.removed) }),
            signatures: [
                .init(
                    name: signer.displayName, role: round.workflowStatus.replacing("_", with: " ").capitalized,
                    signedAt: ReportTime(ended))
            ],
            provenance: .init(
                roundID: round.id.text, snapshotID: round.id.text, panelHash: panel.contentHash.hexadecimal,
                filterConfigurationHash: filter.contentHash.hexadecimal,
                annotationRelease: try await transaction.annotationReleases(rows.map(\.versions.annotationID)),
                softwareVersion: Software.version, templateVersion: ReportRenderer.templateVersion))
    }

    /// The variants of the snapshot that have a class, by allele id.
    private func variants(
        _ rows: [RoundEnding.SnapshotRow], _ samples: [SampleRecord], _ laboratory: LaboratoryConfiguration
    ) async throws -> [Int64: ReportModel.Variant] {
        let ids = rows.map(\.versions.alleleID)
        let alleles = try await transaction.alleles(ids)
        let documents = try await transaction.annotationDocuments(rows.map(\.versions.annotationID))
        let assessments = try await transaction.assessments(rows.compactMap(\.versions.assessmentID))
        let texts = try await transaction.alleleReports(rows.compactMap(\.versions.reportID))
        let calls = Dictionary(
            grouping: try await transaction.calls(of: round.analysisID, alleles: ids), by: \.alleleID)
        let panel = PanelTranscripts(
            try await transaction.transcripts(ofPanel: round.panelID).map { ($0.transcript, $0.hgncID) })
        var variants: [Int64: ReportModel.Variant] = [:]
        for row in rows {
            let id = row.versions.alleleID
            guard let allele = alleles[id], let assessment = row.versions.assessmentID.flatMap({ assessments[$0] }),
                let document = documents[row.versions.annotationID]
            else { continue }
            let evidence = AlleleEvidence(
                document: try AnnotationDocument(decoding: Array(document.text.utf8)), panel: panel,
                inclusion: laboratory.transcriptInclusion)
            let transcript = evidence.transcripts.first
            variants[id] = ReportModel.Variant(
                geneSymbol: transcript?.symbol ?? "–", transcript: transcript?.name ?? "–",
                hgvsCoding: transcript?.hgvsc ?? "–", hgvsProtein: transcript?.hgvsp,
                genomic:
                    "\(allele.assembly) \(allele.contig):\(allele.vcf.position) \(allele.vcf.reference)>\(allele.vcf.alternate)",
                consequence: transcript?.consequences.joined(separator: ", ") ?? "–",
                genotypes: samples.genotypes(calls[id] ?? []),
                classification: .init(
                    value: assessment.classification,
                    label: laboratory.option(assessment.classification)?.name ?? assessment.classification),
                evaluation: try assessment.evaluation.decode(as: Evaluation.self).comment,
                reportText: row.versions.reportID.flatMap { texts[$0]?.text })
        }
        return variants
    }
}

/// What this program calls itself in what it leaves behind.
package enum Software {
    /// The version of the program.
    package static let version = "0.1.0"
}

extension [SampleRecord] {
    /// The proband first.
    fileprivate var reportSamples: [ReportModel.Sample] {
        let proband = first(where: \.isProband)
        return sorted { $0.isProband && !$1.isProband }.map { sample in
            let relation: ReportModel.Relation =
                if sample.isProband { .proband } else if sample.id == proband?.fatherID {
                    .father
                } else if sample.id == proband?.motherID { .mother } else { .sibling }
            return ReportModel.Sample(
                id: sample.identifier, sex: sample.sex == "Male" ? .male : sample.sex == "Female" ? .female : .unknown,
                isAffected: sample.isAffected, relation: relation)
        }
    }

    /// What the proband and its parents have of an allele.
    fileprivate func genotypes(_ calls: [CallRecord]) -> ReportModel.Genotypes {
        let proband = first { sample in sample.isProband && calls.contains { $0.sampleID == sample.id } }
        func type(_ sample: UUID?) -> String? {
            sample.flatMap { sample in calls.first { $0.sampleID == sample }?.type.lowercased() }
        }
        return ReportModel.Genotypes(
            proband: type(proband?.id) ?? "unknown", father: type(proband?.fatherID), mother: type(proband?.motherID))
    }
}
