package import struct Foundation.UUID

/// Store one chunk of an import.
package struct ImportChunk: MessagePayload {
    package static let kind = "import.chunk"
    package static let schema = 1
    package static let worker = WorkerKind.ingest
    /// The import.
    package var importID: UUID
    /// Which chunk of it, from 0.
    package var ordinal: Int

    package init(importID: UUID, ordinal: Int) {
        self.importID = importID
        self.ordinal = ordinal
    }
}

/// All chunks of an import are stored: account for every record and hand over to the filter.
package struct ImportClose: MessagePayload {
    package static let kind = "import.close"
    package static let schema = 1
    package static let worker = WorkerKind.ingest
    /// The import.
    package var importID: UUID

    package init(importID: UUID) { self.importID = importID }
}

/// Run the filter chain on an analysis.
package struct FilterRun: MessagePayload {
    package static let kind = "filter.run"
    package static let schema = 1
    package static let worker = WorkerKind.filter
    /// The analysis.
    package var analysisID: UUID

    package init(analysisID: UUID) { self.analysisID = analysisID }
}

/// End a round: compare what was presented with what is current, write snapshots.
package struct RoundEnd: MessagePayload {
    package static let kind = "round.end"
    package static let schema = 1
    package static let worker = WorkerKind.snapshot
    /// The round, whose row holds what was presented.
    package var roundID: UUID
    /// The revision of the round's state that the person ended.
    package var revision: Int

    package init(roundID: UUID, revision: Int) {
        self.roundID = roundID
        self.revision = revision
    }
}

/// Render the report of a finalised round.
package struct ReportRender: MessagePayload {
    package static let kind = "report.render"
    package static let schema = 1
    package static let worker = WorkerKind.report
    /// The finalised round.
    package var roundID: UUID

    package init(roundID: UUID) { self.roundID = roundID }
}

/// Every kind of message there is.
package enum Messages {
    /// Their payload types; `queues/` has a schema for each.
    package static let all: [any MessagePayload.Type] = [
        ImportChunk.self, ImportClose.self, FilterRun.self, RoundEnd.self, ReportRender.self,
    ]
}
