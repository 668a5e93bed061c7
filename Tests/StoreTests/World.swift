import Access
import Composition
import Cryptography
import Foundation
import Interpretation
import Postgres
import Store
import TestCluster
import Testing

/// One patient's case from the upload to the report, with at least one row in every table, and a closed and a current
/// version of everything that has versions.
struct World {
    static let panelName = "Cardiomyopathy"

    /// Has submitted, interpreted and finalised the case; no administrator.
    let owner: Person
    let panel: UUID
    let analysis: UUID
    let round: UUID
    let importID: UUID
    let alleles: [Int64]

    static func make(in cluster: TestCluster) async throws -> World {
        let owner = try await cluster.person(
            "owner", group: "genetics", roles: [.interpreter, .submitter], panels: [panelName])
        return try await cluster.withStore(as: .gateway) { gateway in
            try await cluster.withStore(as: .worker) { worker in
                try await Builder(gateway: gateway, worker: worker, owner: owner).build()
            }
        }
    }
}

/// Goes the way of a case, each step as the role that takes it in the program.
private struct Builder {
    let gateway: Store
    let worker: Store
    let owner: Person
    let importID = UUID.version7()
    let analysis = UUID.version7()
    let sample = UUID.version7()
    let attempt = UUID.version7()

    private func asOwner<Result: Sendable>(_ body: (Transaction) async throws -> Result) async throws -> Result {
        try await gateway.transaction(for: .user(owner), body)
    }

    private func asWorker<Result: Sendable>(_ body: (Transaction) async throws -> Result) async throws -> Result {
        try await worker.transaction(for: .worker(kind: "ingest", for: owner.id), body)
    }

    func build() async throws -> World {
        let panel = try await deposit()
        try await upload(panel: panel)
        let alleles = try await ingest(panel: panel)
        let round = try await filter(panel: panel, alleles: alleles)
        try await interpret(round: round, panel: panel, alleles: alleles)
        return World(
            owner: owner, panel: panel, analysis: analysis, round: round, importID: importID, alleles: alleles)
    }

    /// Two versions of everything that is deposited.
    private func deposit() async throws -> UUID {
        let digest = SHA256.hash(Array("token".utf8))
        try await asOwner { try await $0.openSession(for: owner.id, digest: digest, lifetimeSeconds: 60) }
        for version in 1...2 {
            try await asOwner { transaction in
                _ = try await transaction.deposit(.sample(name: World.panelName, version: "v\(version)"))
                let document = JSONText(text: #"{"version": \#(version)}"#)
                _ = try await transaction.deposit(filterConfiguration: "standard", document)
                _ = try await transaction.deposit(annotationConfiguration: "default", document)
                _ = try await transaction.deposit(laboratoryConfiguration: document)
            }
        }
        return try await asOwner { transaction in
            try #require(try await transaction.panel(named: World.panelName, version: "v2")).id
        }
    }

    private func upload(panel: UUID) async throws {
        let file = UploadFile(ordinal: 0, name: "a.vcf", role: .vcf, size: 3, sha256: SHA256.hash([1]))
        let received = ReceivedFile(
            ordinal: 0, name: "a.vcf", role: .vcf, header: [35], attempt: attempt, chunks: 1, records: 3)
        try await asOwner { transaction in
            let job = NewJob(
                id: importID, kind: "import", lane: .routine, state: .waiting, subjectKind: "import",
                subjectID: importID.text)
            let outcome = try await transaction.create(
                job, idempotencyKey: "key", route: "/imports", body: SHA256.hash([2]))
            #expect(outcome == .new)
            try await transaction.create(
                UploadRecord(
                    id: importID, submitter: owner.id, panelID: panel, panelName: World.panelName,
                    descriptor: JSONText(text: "{}"), files: [file]))
            let chunk = UploadChunk(
                ordinal: 0, firstLine: 2, records: 3, size: 3, content: [1, 2, 3], leading: [], trailing: [])
            try await transaction.stage(chunk, of: importID, file: 0, attempt: attempt)
            #expect(try await transaction.received(received, of: importID))
            let configuration = try #require(try await transaction.annotationConfiguration(named: "default")).id
            let release = try await transaction.annotationRelease(named: "VEP 110", releasedOn: "2026-01-01")
            let sample = NewSample(
                id: sample, identifier: "S1", technology: "HTS", file: 0, ordinal: 0, isProband: true, isAffected: true,
                sex: "Female", familyID: nil)
            try await transaction.begin(
                NewImport(
                    id: importID, analysisID: analysis, name: "case-1", panelID: panel, panelName: World.panelName,
                    assembly: "GRCh37", priority: 1, dateRequested: "2026-01-02", warnings: nil, pipelineReport: nil,
                    configurationID: configuration, releaseID: release, samples: [sample], files: [received]))
            try await transaction.jobQueued(importID)
            try await transaction.enqueue(
                id: .version7(), job: importID, routingKey: "ingest.routine", body: RawJSON(text: "{}"))
        }
    }

    private func ingest(panel: UUID) async throws -> [Int64] {
        let alleles = try await asWorker { try await $0.upsert((1...2).map { .sample(position: $0) }) }
        for version in 1...2 {
            try await asWorker { transaction in
                let configuration = try #require(try await transaction.annotationConfiguration(named: "default")).id
                let release = try await transaction.annotationRelease(named: "VEP 110", releasedOn: "2026-01-01")
                let annotations = alleles.map { NewAnnotation.sample(allele: $0, content: "content \(version)") }
                let outcome = try await transaction.store(
                    annotations, configuration: configuration, release: release, releasedOn: "2026-01-01")
                #expect(outcome.written == alleles.count)
            }
        }
        try await asWorker { transaction in
            #expect(try await transaction.claim(message: .version7(), handler: "import.chunk", job: importID))
            try await transaction.jobStarted(importID)
            let genotypes = zip(2..., alleles).map { line, allele in
                NewGenotype(
                    line: line, alleleID: allele, secondAlleleID: nil, filterStatus: "PASS", quality: 50,
                    calls: [
                        NewCall(
                            sampleID: sample, isSecondAllele: false, type: "Heterozygous", isMultiallelic: false,
                            genotypeQuality: 99, depth: 30, copyNumber: nil, alleleRatio: 0.5, alleleDepths: nil,
                            likelihoods: [0, 10, 100])
                    ])
            }
            try await transaction.store(genotypes, of: analysis, file: 0)
            let rejected = QuarantinedRecord(file: 0, line: 4, reason: "bad-record", detail: "no position")
            try await transaction.quarantine([rejected], of: importID)
            let counts = ChunkCounts(stored: 2, filtered: [:], rejected: 1)
            let progress = try await transaction.complete(chunkOf: importID, counts)
            #expect(progress.recordsDone == progress.records)
            try await transaction.note(JobProgress(done: 3, total: 3, unit: "records"), ofJob: importID)
            try await transaction.close(importOf: importID, state: "closed", analysisState: "filtering")
        }
        return alleles
    }

    private func filter(panel: UUID, alleles: [Int64]) async throws -> UUID {
        try await asWorker { transaction in
            let filter = try #require(try await transaction.filterConfiguration(named: "standard")).id
            let laboratory = try #require(try await transaction.laboratoryConfigurationRecord()).id
            let run = FilterRunRecord(
                id: .version7(), analysisID: analysis, panelID: panel, filterConfigurationID: filter,
                laboratoryConfigurationID: laboratory, instant: Date(), inputHash: SHA256.hash([3]),
                alleles: alleles.count, kept: alleles.count, steps: JSONText(text: "[]"), result: [0])
            try await transaction.store(run)
            let round = try await transaction.createRound(
                of: analysis, workflowStatus: "interpretation", filterRun: run.id, panel: panel)
            try await transaction.setState("visible", ofAnalysis: analysis)
            try await transaction.jobSucceeded(importID, result: JSONText(text: "{}"))
            return round
        }
    }

    private func interpret(round: UUID, panel: UUID, alleles: [Int64]) async throws {
        let context = JudgementContext(round: round, analysis: analysis, panel: panel, author: owner.id)
        let rows = try await asOwner { transaction in
            try await transaction.start(round: round, for: owner.id)
            try await transaction.lock(alleles: alleles)
            let annotations = try await transaction.annotations(of: alleles)
            var rows: [RoundEnding.SnapshotRow] = []
            for allele in alleles {
                let annotation = try #require(annotations[allele]).id
                var (assessment, report): (UUID?, UUID?) = (nil, nil)
                for classification in ["3", "4"] {
                    let id = try await transaction.assess(
                        allele: allele, classification: classification, evaluation: JSONText(text: "{}"),
                        annotation: annotation, previous: assessment, in: context)
                    assessment = id
                    report = try await transaction.report(
                        allele: allele, text: "Class \(classification)", assessment: id, previous: report, in: context)
                }
                let versions = PresentedVersions(
                    alleleID: allele, annotationID: annotation, assessmentID: assessment, reportID: report)
                rows.append(
                    RoundEnding.SnapshotRow(versions: versions, included: true, notRelevant: false, technical: false))
            }
            return rows
        }
        try await asWorker { transaction in
            try await transaction.store(snapshot: rows, of: round)
            try await transaction.finalise(round: round)
            try await transaction.store(
                NewReport(
                    id: .version7(), analysisID: analysis, roundID: round, mediaType: "text/html", templateVersion: "1",
                    content: Array("<p>".utf8), model: JSONText(text: "{}")))
        }
    }
}
