import Annotation
import Evidence
import Foundation
import Interpretation
import Laboratory
import Postgres
import PublicAPI
import Store

extension Transaction {
    /// A run as people see it.
    func filterRunView(_ id: UUID) async throws -> FilterRunView {
        guard let run = try await filterRun(id) else { throw StoreError.notFound("filter run") }
        let configuration = try await filterConfiguration(run.filterConfigurationID)
        return FilterRunView(
            id: id, configuration: configuration.map(FilterConfigurationView.init), alleles: run.alleles,
            kept: run.kept,
            steps: try run.steps.decode(as: [FilterRunView.Step].self), instant: run.instant)
    }

    /// The alleles a round shows: kept by its run, or added by hand.
    func alleleViews(of analysis: AnalysisRecord, in round: RoundRecord, at instant: Date) async throws -> [AlleleView]
    {
        let added = Set(try round.state.decode(as: RoundState.self).manuallyAdded)
        let ids = Array(Set(try await keptAlleles(ofRun: round.filterRunID)).union(added))
        let alleles = try await self.alleles(ids)
        let annotations = try await self.annotations(of: ids)
        let documents = try await annotationDocuments(annotations.values.map(\.id))
        let assessments = try await self.assessments(of: ids)
        let reports = try await alleleReports(of: ids)
        let calls = Dictionary(grouping: try await self.calls(of: analysis.id, alleles: ids), by: \.alleleID)
        let panel = PanelTranscripts(try await transcripts(ofPanel: round.panelID).map { ($0.transcript, $0.hgncID) })
        let (_, laboratory) = try await self.laboratory()
        let views = try ids.compactMap { id -> AlleleView? in
            guard let allele = alleles[id] else { return nil }
            let evidence = try annotations[id].flatMap { documents[$0.id] }.map { document in
                AlleleEvidence(
                    document: try AnnotationDocument(decoding: Array(document.text.utf8)), panel: panel,
                    inclusion: laboratory.transcriptInclusion)
            }
            return AlleleView(
                id: id, name: allele.displayName, key: allele.key, changeType: allele.changeType,
                annotation: annotations[id]?.id,
                transcripts: evidence?.transcripts.map(AlleleView.Transcript.init) ?? [],
                highestFrequency: evidence?.highestFrequency.map { .init(population: $0.population, value: $0.value) },
                genotypes: (calls[id] ?? []).map(AlleleView.Genotype.init),
                assessment: try assessments[id].map { try AssessmentView($0, laboratory, at: instant) },
                report: reports[id].map { AlleleReportView(id: $0.id, text: $0.text) },
                manuallyAdded: added.contains(id))
        }
        return views.sorted { ($0.name, $0.id) < ($1.name, $1.id) }
    }

    /// A round as it was when it ended.
    func snapshotView(of round: RoundRecord) async throws -> SnapshotView {
        let rows = try await snapshot(of: round.id)
        let alleles = try await self.alleles(rows.map(\.versions.alleleID))
        let assessments = try await self.assessments(rows.compactMap(\.versions.assessmentID))
        return SnapshotView(
            round: round.id, filter: try await filterRunView(round.filterRunID),
            alleles: rows.map { row in
                SnapshotRowView(
                    presented: row.versions, name: alleles[row.versions.alleleID]?.displayName ?? "",
                    classification: row.versions.assessmentID.flatMap { assessments[$0]?.classification },
                    included: row.included, notRelevant: row.notRelevant, technical: row.technical)
            })
    }
}

extension AlleleRow {
    /// `7:117199644 ATCT>A`, as first seen in a file.
    var displayName: String { "\(contig):\(vcf.position) \(vcf.reference)>\(vcf.alternate)" }
}

extension AlleleView.Transcript {
    fileprivate init(_ transcript: AlleleEvidence.Transcript) {
        self.init(
            symbol: transcript.symbol, transcript: transcript.name, hgvsc: transcript.hgvsc, hgvsp: transcript.hgvsp,
            consequences: transcript.consequences, inPanel: transcript.isInPanel)
    }
}

extension AlleleView.Genotype {
    fileprivate init(_ call: CallRecord) {
        self.init(
            sample: call.sampleID, type: call.type, quality: call.genotypeQuality, depth: call.depth,
            ratio: call.alleleRatio)
    }
}

extension AssessmentView {
    fileprivate init(_ record: AssessmentRecord, _ laboratory: LaboratoryConfiguration, at instant: Date) throws {
        let evaluation = try record.evaluation.decode(as: Evaluation.self)
        let versions = CurrentVersions.Assessment(
            id: record.id, classification: record.classification, createdAt: record.createdAt)
        self.init(
            id: record.id, classification: record.classification, comment: evaluation.comment,
            author: record.authorName,
            created: record.createdAt, outdated: RoundEnding.isOutdated(versions, laboratory, at: instant))
    }
}

extension RoundView {
    /// - Throws: when the stored state is not what this program writes.
    init(_ round: RoundRecord) throws {
        self.init(
            id: round.id, analysis: round.analysisID, ordinal: round.ordinal, workflowStatus: round.workflowStatus,
            status: round.status, finalised: round.isFinalised, owner: round.owner, filterRun: round.filterRunID,
            revision: round.revision, state: try round.state.decode(as: RoundState.self), endingJob: round.endingJob,
            started: round.startedAt, ended: round.endedAt)
    }
}
