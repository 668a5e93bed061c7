package import Annotation

/// What a person sees of one allele's annotation in the context of a panel.
package struct AlleleEvidence: Sendable {
    /// A transcript the allele changes.
    package struct Transcript: Sendable, Hashable {
        /// The gene's symbol.
        package var symbol: String?
        /// Accession with version.
        package var name: String
        /// `c.…` or `n.…`.
        package var hgvsc: String?
        /// `p.…`.
        package var hgvsp: String?
        /// Sequence Ontology terms.
        package var consequences: [String]
        /// Whether it is one of the panel's.
        package var isInPanel: Bool
    }

    /// The transcripts that count: those of the panel and those the laboratory includes; all, when there is neither.
    /// The panel's come first.
    package var transcripts: [Transcript]
    /// The population with the highest frequency.
    package var highestFrequency: (population: String, value: Double)?

    /// Collects what counts.
    ///
    /// - Parameters:
    ///   - document: the version of the annotation that is looked at.
    ///   - panel: the panel's version.
    ///   - inclusion: the laboratory's regular expression on transcript names, matched anywhere in the name.
    package init(document: AnnotationDocument, panel: PanelTranscripts, inclusion: String) {
        let pattern = try? Regex(inclusion)  // an unusable expression is refused when the configuration is deposited
        let all = document.transcripts.map { transcript in
            Transcript(
                symbol: transcript.symbol, name: transcript.transcript, hgvsc: transcript.hgvsc,
                hgvsp: transcript.hgvsp,
                consequences: transcript.consequences.map(\.rawValue),
                isInPanel: panel.contains(transcript.transcript, hgncID: transcript.hgncID))
        }
        let counting = all.filter { transcript in
            transcript.isInPanel || pattern.map { transcript.name.contains($0) } ?? false
        }
        let chosen = counting.isEmpty ? all : counting
        transcripts = chosen.filter(\.isInPanel) + chosen.filter { !$0.isInPanel }
        highestFrequency = document.frequencies
            .compactMap { value in value.frequency.map { ("\(value.provider).\(value.population)", $0) } }
            .max { $0.1 < $1.1 }
    }
}
