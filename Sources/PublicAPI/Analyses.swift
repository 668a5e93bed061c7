package import struct Foundation.Date
package import struct Foundation.UUID

/// An analysis as lists show it.
package struct AnalysisSummary: Sendable, Codable, Hashable {
    package var id: UUID
    package var name: String
    package var panel: String
    package var panelVersion: String
    package var assembly: String
    package var priority: Int
    package var state: String
    package var deposited: Date

    package init(
        id: UUID, name: String, panel: String, panelVersion: String, assembly: String, priority: Int, state: String,
        deposited: Date
    ) {
        self.id = id
        self.name = name
        self.panel = panel
        self.panelVersion = panelVersion
        self.assembly = assembly
        self.priority = priority
        self.state = state
        self.deposited = deposited
    }
}

/// An analysis, opened.
package struct AnalysisView: Sendable, Codable {
    package var summary: AnalysisSummary
    package var dateRequested: String?
    package var warnings: String?
    package var samples: [SampleView]
    package var rounds: [RoundView]
    /// The filter run of the latest round.
    package var filter: FilterRunView?
    package var reports: [ReportView]

    package init(
        summary: AnalysisSummary, dateRequested: String?, warnings: String?, samples: [SampleView], rounds: [RoundView],
        filter: FilterRunView?, reports: [ReportView]
    ) {
        self.summary = summary
        self.dateRequested = dateRequested
        self.warnings = warnings
        self.samples = samples
        self.rounds = rounds
        self.filter = filter
        self.reports = reports
    }
}

/// A sample.
package struct SampleView: Sendable, Codable, Hashable {
    package var id: UUID
    package var identifier: String
    package var technology: String
    package var proband: Bool
    package var affected: Bool
    package var sex: String?
    package var family: String?
    package var father: UUID?
    package var mother: UUID?

    package init(
        id: UUID, identifier: String, technology: String, proband: Bool, affected: Bool, sex: String?, family: String?,
        father: UUID?, mother: UUID?
    ) {
        self.id = id
        self.identifier = identifier
        self.technology = technology
        self.proband = proband
        self.affected = affected
        self.sex = sex
        self.family = family
        self.father = father
        self.mother = mother
    }
}

/// A filter run: every allele is kept or removed by exactly one step.
package struct FilterRunView: Sendable, Codable {
    package var id: UUID
    package var configuration: FilterConfigurationView?
    package var alleles: Int
    package var kept: Int
    package var steps: [Step]
    package var instant: Date

    /// What a step did.
    package struct Step: Sendable, Codable, Hashable {
        package var name: String
        /// How many it would remove.
        package var candidates: Int
        /// How many of them its exceptions kept.
        package var rescued: Int
        /// How many it removed.
        package var removed: Int

        package init(name: String, candidates: Int, rescued: Int, removed: Int) {
            self.name = name
            self.candidates = candidates
            self.rescued = rescued
            self.removed = removed
        }
    }

    package init(
        id: UUID, configuration: FilterConfigurationView?, alleles: Int, kept: Int, steps: [Step], instant: Date
    ) {
        self.id = id
        self.configuration = configuration
        self.alleles = alleles
        self.kept = kept
        self.steps = steps
        self.instant = instant
    }
}

/// An allele in an analysis: what a person sees, with the versions that are to be presented when judging it.
package struct AlleleView: Sendable, Codable {
    package var id: Int64
    /// `7:117199644 ATCT>A`, as first seen in a file.
    package var name: String
    /// The normalised key.
    package var key: String
    package var changeType: String
    /// The version of the annotation.
    package var annotation: UUID?
    /// The panel's transcripts that the allele changes.
    package var transcripts: [Transcript]
    /// The highest frequency of any population.
    package var highestFrequency: Frequency?
    package var genotypes: [Genotype]
    package var assessment: AssessmentView?
    package var report: AlleleReportView?
    /// Whether a person added it to what the filter kept.
    package var manuallyAdded: Bool

    /// A transcript that the allele changes.
    package struct Transcript: Sendable, Codable, Hashable {
        package var symbol: String?
        package var transcript: String
        package var hgvsc: String?
        package var hgvsp: String?
        package var consequences: [String]
        /// Whether it is one of the panel's.
        package var inPanel: Bool

        package init(
            symbol: String?, transcript: String, hgvsc: String?, hgvsp: String?, consequences: [String], inPanel: Bool
        ) {
            self.symbol = symbol
            self.transcript = transcript
            self.hgvsc = hgvsc
            self.hgvsp = hgvsp
            self.consequences = consequences
            self.inPanel = inPanel
        }
    }

    /// A frequency in a population.
    package struct Frequency: Sendable, Codable, Hashable {
        package var population: String
        package var value: Double

        package init(population: String, value: Double) {
            self.population = population
            self.value = value
        }
    }

    /// What a sample has.
    package struct Genotype: Sendable, Codable, Hashable {
        package var sample: UUID
        package var type: String
        package var quality: Int?
        package var depth: Int?
        package var ratio: Double?

        package init(sample: UUID, type: String, quality: Int?, depth: Int?, ratio: Double?) {
            self.sample = sample
            self.type = type
            self.quality = quality
            self.depth = depth
            self.ratio = ratio
        }
    }

    package init(
        id: Int64, name: String, key: String, changeType: String, annotation: UUID?, transcripts: [Transcript],
        highestFrequency: Frequency?, genotypes: [Genotype], assessment: AssessmentView?, report: AlleleReportView?,
        manuallyAdded: Bool
    ) {
        self.id = id
        self.name = name
        self.key = key
        self.changeType = changeType
        self.annotation = annotation
        self.transcripts = transcripts
        self.highestFrequency = highestFrequency
        self.genotypes = genotypes
        self.assessment = assessment
        self.report = report
        self.manuallyAdded = manuallyAdded
    }
}
