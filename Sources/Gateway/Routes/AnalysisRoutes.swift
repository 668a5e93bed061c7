import Access
import Cryptography
import Foundation
import Hummingbird
import Laboratory
import PublicAPI
import Store

/// Analyses, as lists and opened, with the alleles that a person looks at.
struct AnalysisRoutes {
    let services: GatewayServices

    func add(to router: some RouterMethods<GatewayContext>) {
        router.get("analyses", use: list)
        router.get("analyses/{id}", use: show)
        router.get("analyses/{id}/alleles", use: alleles)
        router.get("analyses/{id}/reports", use: reports)
    }

    @Sendable func list(_ request: Request, context: GatewayContext) async throws -> Response {
        _ = try context.principal.requirePerson()
        let size = try request.pageSize()
        let cursor = try request.cursor()
        let found = try await services.read(context) { try await $0.analyses(before: cursor, limit: size + 1) }
        let page = found.prefix(size)
        return try .json(
            Page(items: page.map(AnalysisSummary.init), next: found.count > size ? page.last?.id.text : nil))
    }

    @Sendable func show(_ request: Request, context: GatewayContext) async throws -> Response {
        let id = try context.parameters.require("id", as: UUID.self)
        let view = try await services.read(context) { transaction in
            let analysis = try await transaction.visibleAnalysis(id, for: context)
            let rounds = try await transaction.rounds(of: id)
            let run =
                if let last = rounds.last { try await transaction.filterRunView(last.filterRunID) } else {
                    nil as FilterRunView?
                }
            return AnalysisView(
                summary: AnalysisSummary(analysis), dateRequested: analysis.dateRequested, warnings: analysis.warnings,
                samples: try await transaction.samples(of: id).map(SampleView.init),
                rounds: try rounds.map { try RoundView($0) }, filter: run,
                reports: try await transaction.reports(of: id).map(ReportView.init))
        }
        return try .json(view)
    }

    @Sendable func alleles(_ request: Request, context: GatewayContext) async throws -> Response {
        let id = try context.parameters.require("id", as: UUID.self)
        let views = try await services.read(context) { transaction in
            let analysis = try await transaction.visibleAnalysis(id, for: context)
            guard let round = try await transaction.rounds(of: id).last else { return [AlleleView]() }
            return try await transaction.alleleViews(of: analysis, in: round, at: Date())
        }
        return try .json(Page(items: views))
    }

    @Sendable func reports(_ request: Request, context: GatewayContext) async throws -> Response {
        let id = try context.parameters.require("id", as: UUID.self)
        let found = try await services.read(context) { transaction in
            _ = try await transaction.visibleAnalysis(id, for: context)
            return try await transaction.reports(of: id)
        }
        return try .json(Page(items: found.map(ReportView.init)))
    }
}

extension Transaction {
    /// An analysis that the person who asks may see.
    ///
    /// - Throws: ``Problem``; what is hidden or not visible yet answers as if it did not exist.
    func visibleAnalysis(_ id: UUID, for context: GatewayContext) async throws -> AnalysisRecord {
        _ = try context.principal.requirePerson()
        guard let analysis = try await analysis(id), analysis.state == "visible" else {
            throw Problem.notFound("analysis")
        }
        try context.principal.require(.readAnalysis(panel: analysis.panelName), hiding: "analysis")
        return analysis
    }
}

extension AnalysisSummary {
    init(_ analysis: AnalysisRecord) {
        self.init(
            id: analysis.id, name: analysis.name, panel: analysis.panelName, panelVersion: analysis.panelVersion,
            assembly: analysis.assembly, priority: analysis.priority, state: analysis.state,
            deposited: analysis.depositedAt)
    }
}

extension SampleView {
    init(_ sample: SampleRecord) {
        self.init(
            id: sample.id, identifier: sample.identifier, technology: sample.technology, proband: sample.isProband,
            affected: sample.isAffected, sex: sample.sex, family: sample.familyID, father: sample.fatherID,
            mother: sample.motherID)
    }
}

extension ReportView {
    init(_ report: ReportRecord) {
        self.init(
            id: report.id, analysis: report.analysisID, round: report.roundID, previous: report.previousID,
            mediaType: report.mediaType, templateVersion: report.templateVersion, sha256: report.sha256.hexadecimal,
            created: report.createdAt, address: "/api/v1/reports/\(report.id.text)/content")
    }
}
