/// A configured chain bound to a laboratory's settings: a pure function from alleles to their fate.
package struct FilterChain: Sendable {
    /// What the laboratory configured.
    package let configuration: FilterConfiguration
    /// The laboratory's settings.
    package let settings: FilterSettings
    /// Doubts about the configuration; the chain runs all the same.
    package let warnings: [Warning]

    /// A doubt about one filter.
    package struct Warning: Hashable, Sendable, CustomStringConvertible {
        /// Place of the step in the chain.
        package let step: Int
        /// The filter, or the step's filter and its exception.
        package let filter: String
        /// What is doubtful.
        package let reason: String

        /// Place, filter and reason.
        package var description: String { "filters[\(step)] \(filter): \(reason)" }
    }

    /// Binds a configuration to settings; doubts are in ``warnings``.
    package init(_ configuration: FilterConfiguration, settings: FilterSettings) {
        self.configuration = configuration
        self.settings = settings
        self.warnings = configuration.steps.flatMap { step in
            let own = step.filter.warnings(settings).map {
                Warning(step: step.position, filter: step.name, reason: $0)
            }
            return own
                + step.exceptions.flatMap { exception in
                    exception.filter.warnings(settings).map {
                        Warning(step: step.position, filter: "\(step.name) except \(exception.name)", reason: $0)
                    }
                }
        }
    }

    /// Runs the chain.
    /// - Throws: ``FilteringError`` when a filter cannot work with the settings; there is no partial result.
    package func run(_ input: FilterInput, panel: FilterPanel) throws(FilteringError) -> FilterResult {
        let context = FilterContext(input: input, panel: panel, settings: settings)
        var working = RowSet(all: input.count)
        var removedBy = [Int16](repeating: FilterResult.kept, count: input.count)
        var steps: [FilterResult.Step] = []
        for step in configuration.steps {
            let candidates = try candidates(of: step.filter, in: working, context)
            let spared = try spared(candidates, by: step.exceptions, in: working, context)
            var removed = candidates
            removed.subtract(spared)
            removed.forEach { removedBy[$0] = Int16(step.position) }
            working.subtract(removed)
            steps.append(
                FilterResult.Step(
                    position: step.position, name: step.name, candidates: candidates.count, rescued: spared.count,
                    removed: removed.count))
        }
        let result = FilterResult(
            alleleIDs: input.alleleIDs, removedBy: removedBy, annotationVersions: input.annotationVersions,
            steps: steps)
        precondition(
            result.isConserved && working.count + steps.reduce(0) { $0 + $1.removed } == input.count,
            "every allele must be kept or removed by exactly one step")
        return result
    }

    /// Why the chain did what it did with one allele.
    /// - Parameter input: the input of the run, with the same panel.
    /// - Returns: `nil` when the input does not have the allele.
    package func explain(
        _ alleleID: Int64, _ input: FilterInput, panel: FilterPanel
    ) throws(FilteringError) -> FilterExplanation? {
        guard let row = input.row(of: alleleID) else { return nil }
        let result = try run(input, panel: panel)
        let context = FilterContext(input: input, panel: panel, settings: settings)
        var hits: [FilterExplanation.Hit] = []
        for step in configuration.steps {
            let isGone = result.removedBy[row] != FilterResult.kept && result.removedBy[row] < step.position
            if isGone { break }
            // The alleles that the step saw: those that no earlier step removed.
            let working = RowSet(all: input.count).filter { other in
                result.removedBy[other] == FilterResult.kept || result.removedBy[other] >= step.position
            }
            let prepared = try step.filter.prepare(context)
            let candidates = prepared.removed(from: working)
            guard candidates.contains(row) else { continue }
            var spared: [FilterExplanation.Spared] = []
            for exception in step.exceptions {
                let exempt = try self.spared(candidates, by: [exception], in: working, context)
                guard exempt.contains(row) else { continue }
                let reasons = try exception.filter.prepare(context).reasons(for: row)
                spared.append(FilterExplanation.Spared(filter: exception.name, reasons: reasons))
            }
            hits.append(
                FilterExplanation.Hit(
                    step: step.position, filter: step.name, reasons: prepared.reasons(for: row), exceptions: spared))
        }
        return FilterExplanation(alleleID: alleleID, removedBy: result.step(of: alleleID), hits: hits)
    }

    /// A filter may only answer with rows it was asked about.
    private func candidates(
        of filter: any Filter, in rows: RowSet, _ context: FilterContext
    ) throws(FilteringError) -> RowSet {
        guard !rows.isEmpty else { return rows }
        var candidates = try filter.prepare(context).removed(from: rows)
        candidates.formIntersection(rows)
        return candidates
    }

    private func spared(
        _ candidates: RowSet, by exceptions: [FilterConfiguration.Exception], in working: RowSet,
        _ context: FilterContext
    ) throws(FilteringError) -> RowSet {
        var spared = RowSet(count: context.input.count)
        for exception in exceptions where !candidates.isEmpty {
            let scope = type(of: exception.filter).scope
            let rows = scope == .allele ? candidates : working
            spared.formUnion(try self.candidates(of: exception.filter, in: rows, context))
        }
        spared.formIntersection(candidates)
        return spared
    }
}
