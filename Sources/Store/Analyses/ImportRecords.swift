package import struct Foundation.UUID

/// A sample of an analysis to be.
package struct NewSample: Sendable, Hashable {
    /// Its id.
    package var id: UUID
    /// The laboratory's name of the specimen.
    package var identifier: String
    /// `HTS` or `Sanger`.
    package var technology: String
    /// The file it is in.
    package var file: Int
    /// Its column among the samples of the file.
    package var ordinal: Int
    /// Whether the analysis is about it.
    package var isProband: Bool
    /// Whether the person is affected.
    package var isAffected: Bool
    /// `male`, `female` or unknown.
    package var sex: String?
    /// The family's name.
    package var familyID: String?
    /// The father's sample.
    package var fatherID: UUID?
    /// The mother's sample.
    package var motherID: UUID?
    /// The proband whose sibling this is.
    package var siblingOf: UUID?

    /// Describes a sample.
    package init(
        id: UUID, identifier: String, technology: String, file: Int, ordinal: Int, isProband: Bool, isAffected: Bool,
        sex: String?, familyID: String?, fatherID: UUID? = nil, motherID: UUID? = nil, siblingOf: UUID? = nil
    ) {
        self.id = id
        self.identifier = identifier
        self.technology = technology
        self.file = file
        self.ordinal = ordinal
        self.isProband = isProband
        self.isAffected = isAffected
        self.sex = sex
        self.familyID = familyID
        self.fatherID = fatherID
        self.motherID = motherID
        self.siblingOf = siblingOf
    }
}

/// An import to be begun.
package struct NewImport: Sendable {
    /// Its id, which is the job's and the upload's.
    package var id: UUID
    /// The analysis it makes.
    package var analysisID: UUID
    /// The analysis' name.
    package var name: String
    /// The panel's version.
    package var panelID: UUID
    /// The panel's name.
    package var panelName: String
    /// The assembly of panel and files.
    package var assembly: String
    /// 1 (normal) to 3 (urgent).
    package var priority: Int
    /// When it was asked for, `YYYY-MM-DD`.
    package var dateRequested: String?
    /// What the pipeline warns of.
    package var warnings: String?
    /// What the pipeline reports.
    package var pipelineReport: String?
    /// The version of the annotation configuration.
    package var configurationID: UUID
    /// Where the annotation comes from.
    package var releaseID: UUID
    /// Its samples.
    package var samples: [NewSample]
    /// Its files that hold variants.
    package var files: [ReceivedFile]

    /// Describes an import.
    package init(
        id: UUID, analysisID: UUID, name: String, panelID: UUID, panelName: String, assembly: String, priority: Int,
        dateRequested: String?, warnings: String?, pipelineReport: String?, configurationID: UUID, releaseID: UUID,
        samples: [NewSample], files: [ReceivedFile]
    ) {
        self.id = id
        self.analysisID = analysisID
        self.name = name
        self.panelID = panelID
        self.panelName = panelName
        self.assembly = assembly
        self.priority = priority
        self.dateRequested = dateRequested
        self.warnings = warnings
        self.pipelineReport = pipelineReport
        self.configurationID = configurationID
        self.releaseID = releaseID
        self.samples = samples
        self.files = files
    }
}

/// An import as it stands.
package struct ImportRecord: Sendable, Hashable {
    /// Its id.
    package var id: UUID
    /// The analysis it makes.
    package var analysisID: UUID
    /// `running`, `closed`, `rejected` or `cancelled`.
    package var state: String
    /// Chunks in all and done.
    package var chunks: (total: Int, done: Int) {
        (chunksTotal, chunksDone)
    }
    /// How many records the files have.
    package var records: Int
    /// How many are stored.
    package var stored: Int
    /// How many were left out with a reason.
    package var filtered: Int
    /// How many are quarantined.
    package var rejected: Int
    /// How many were left out for which reason.
    package var filteredReasons: [String: Int]

    var chunksTotal: Int
    var chunksDone: Int
}

/// A quarantined record.
package struct QuarantinedRecord: Sendable, Hashable {
    /// The file, by its place.
    package var file: Int
    /// The line in the file.
    package var line: Int
    /// The reason's code.
    package var reason: String
    /// What is wrong, in words.
    package var detail: String

    /// Describes a quarantined record.
    package init(file: Int, line: Int, reason: String, detail: String) {
        self.file = file
        self.line = line
        self.reason = reason
        self.detail = detail
    }
}

/// What became of the records of a chunk.
package struct ChunkCounts: Sendable, Hashable {
    /// How many are stored.
    package var stored: Int
    /// How many were left out, by reason.
    package var filtered: [String: Int]
    /// How many are quarantined.
    package var rejected: Int

    /// Counts records.
    package init(stored: Int, filtered: [String: Int], rejected: Int) {
        self.stored = stored
        self.filtered = filtered
        self.rejected = rejected
    }
}

/// How far an import is.
package struct ImportProgress: Sendable, Hashable {
    /// Chunks that are stored.
    package var chunksDone: Int
    /// Chunks in all.
    package var chunks: Int
    /// Records that are accounted for.
    package var recordsDone: Int
    /// Records in all.
    package var records: Int
}
