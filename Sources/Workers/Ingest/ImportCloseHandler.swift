import Foundation
import Jobs
import Laboratory
import PublicAPI
import Store

/// Closes an import: accounts for every record, rejects it when too many are unusable, else hands the analysis to the
/// filter.
struct ImportCloseHandler: JobHandler {
    func handle(_ message: Envelope<ImportClose>, in context: JobContext) async throws {
        let transaction = context.transaction
        let id = message.payload.importID
        guard let record = try await transaction.importRecord(id) else { throw StoreError.notFound("import") }
        guard record.state == "running" else { return }
        guard record.chunks.done == record.chunks.total else {
            throw StoreError.schema("The import is closed before its chunks are done.")
        }
        let (_, laboratory) = try await transaction.laboratory()
        let share = record.records == 0 ? 0 : Double(record.rejected) / Double(record.records)
        if share > laboratory.imports.maximumRejectedShare {
            throw JobRefusal(Self.tooManyRejected(record, limit: laboratory.imports.maximumRejectedShare)) {
                transaction in
                try await transaction.close(importOf: id, state: "rejected", analysisState: "withdrawn")
            }
        }
        try await transaction.close(importOf: id, state: "closed", analysisState: "filtering")
        try await context.follow(
            message, with: FilterRun(analysisID: record.analysisID),
            subject: Subject(kind: "analysis", id: record.analysisID.text))
    }

    private static func tooManyRejected(_ record: ImportRecord, limit: Double) -> Problem {
        Problem(
            status: 422, code: "too-many-rejected", title: "Too many records rejected",
            detail:
                "\(record.rejected) of \(record.records) records cannot be imported, more than the \(limit * 100) % that the "
                + "laboratory allows. Each is listed with its line and reason under /api/v1/imports/\(record.id.text)/quarantine. "
                + "Correct the file and submit it again under a new key.")
    }
}
