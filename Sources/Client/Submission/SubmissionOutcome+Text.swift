import PublicAPI

extension SubmissionOutcome {
    /// The outcome for a person, one line each.
    ///
    /// - Parameter client: whose server the addresses name.
    package func lines(client: CistronClient) -> [String] {
        guard let job else {
            return [
                "Sent: import \(imported.id.text) goes on by itself.",
                "Next: `cistron jobs show \(imported.job.text) --follow` shows how it goes.",
            ]
        }
        return (job.state == "succeeded" ? success(client) : failure(job)) + quarantineLines
    }

    private func success(_ client: CistronClient) -> [String] {
        var lines = [isRepeated ? "Imported (this submission was known already)." : "Imported."] + counts
        if let analysis = imported.analysis {
            lines += ["Analysis: \(analysis.text)", "Open it:  \(client.page)"]
        }
        return lines
    }

    private func failure(_ job: JobView) -> [String] {
        var lines = ["Not imported: the import is \(job.state)."] + counts
        if let problem = job.problem { lines += problem.lines }
        if isRepeated {
            lines.append("This is the outcome of the first submission with the key \(key).")
        }
        lines.append("Next: when the cause is removed, submit again with a new --key.")
        return lines
    }

    private var counts: [String] {
        guard let records = imported.records else { return [] }
        let reasons = records.filteredReasons.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
            .map { "\($0.value.grouped) \($0.key)" }
        return [
            "Records:  \(records.total.grouped)",
            "  stored    \(records.stored.grouped)",
            "  filtered  \(records.filtered.grouped)"
                + (reasons.isEmpty ? "" : " (\(reasons.joined(separator: ", ")))"),
            "  rejected  \(records.rejected.grouped)",
        ]
    }

    private var quarantineLines: [String] {
        guard let first = quarantine.first else { return [] }
        let total = max(imported.records?.rejected ?? 0, quarantine.count)
        let shown = quarantine.count < total ? "the first \(quarantine.count) of \(total.grouped)" : "\(total.grouped)"
        let isOneFile = quarantine.allSatisfy { $0.file == first.file }
        return ["Quarantined records (\(shown))" + (isOneFile ? " of \(first.file):" : ":")]
            + quarantine.map { record in
                let place = isOneFile ? "line \(record.line)" : "\(record.file), line \(record.line)"
                return "  \(place): \(record.reason)" + (record.detail.isEmpty ? "" : ": \(record.detail)")
            }
    }
}

extension Int {
    /// With commas between groups of three digits: `1,234,567`.
    package var grouped: String {
        let digits = Array(String(magnitude))
        let groups = stride(from: digits.count, to: 0, by: -3).map { String(digits[Swift.max(0, $0 - 3)..<$0]) }
        return (self < 0 ? "-" : "") + groups.reversed().joined(separator: ",")
    }
}
