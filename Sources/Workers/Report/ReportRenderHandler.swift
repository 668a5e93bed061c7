import Foundation
import Jobs
import Postgres
import PublicAPI
import Reporting
import Store

/// Renders the report of a finalised round from its snapshot, and from nothing else, and stores the bytes.
struct ReportRenderHandler: JobHandler {
    func handle(_ message: Envelope<ReportRender>, in context: JobContext) async throws {
        let transaction = context.transaction
        let id = message.payload.roundID
        guard let round = try await transaction.round(id) else { throw StoreError.notFound("round") }
        guard round.status == "done", round.isFinalised == true else {
            throw JobRefusal(
                Problem(
                    status: 409, code: "round-open", title: "Round open",
                    detail: "A report is rendered when the round is finalised."))
        }
        // One report a round: a job that finds it there says so and is done.
        if let known = try await transaction.reports(of: round.analysisID).first(where: { $0.roundID == id }) {
            return try await succeed(message.job, known.id, transaction)
        }
        let reportID = UUID.version7()
        let model = try await ReportModelBuilder(transaction: transaction, round: round).model(id: reportID)
        try await transaction.store(
            NewReport(
                id: reportID, analysisID: round.analysisID, roundID: id, mediaType: "text/html",
                templateVersion: ReportRenderer.templateVersion, content: try ReportRenderer.html(model),
                model: JSONText(encoding: model)))
        try await succeed(message.job, reportID, transaction)
    }

    private func succeed(_ job: UUID, _ report: UUID, _ transaction: Transaction) async throws {
        try await transaction.jobSucceeded(job, result: JSONText(encoding: ["report": report.text]))
    }
}
