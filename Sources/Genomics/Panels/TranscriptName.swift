/// The name of a transcript: `NM_000059.3` is accession `NM_000059`, version 3.
package struct TranscriptName: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// What identifies the transcript over its versions.
    package var accession: String
    /// Nil where the name has none.
    package var version: Int?

    /// Takes any text: what is not digits behind the last point belongs to the accession.
    package init(_ text: some StringProtocol) {
        if let dot = text.lastIndex(of: "."), dot > text.startIndex {
            let suffix = text[text.index(after: dot)...]
            if !suffix.isEmpty, suffix.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let version = Int(suffix) {
                accession = String(text[..<dot])
                self.version = version
                return
            }
        }
        accession = String(text)
        version = nil
    }

    /// As written in files.
    package var description: String { version.map { "\(accession).\($0)" } ?? accession }

    /// By accession, then by version; none comes first.
    package static func < (left: TranscriptName, right: TranscriptName) -> Bool {
        (left.accession, left.version ?? -1) < (right.accession, right.version ?? -1)
    }

    /// How well this name fits another.
    package enum Match: Int, Comparable, Sendable {
        /// The same accession in another version.
        case accession
        case exact

        /// An exact match is the better one.
        package static func < (left: Match, right: Match) -> Bool { left.rawValue < right.rawValue }
    }

    /// Compares two names; nil if they are of different transcripts. Accessions are compared whole, so `NM_1` is no
    /// match for `NM_12`, and the underscore stands for itself (W-21).
    package func match(_ other: TranscriptName) -> Match? {
        guard accession == other.accession else { return nil }
        return version == other.version ? .exact : .accession
    }
}

extension Sequence<TranscriptName> {
    /// The names that fit best: the exact one if there is one, else all of the same accession.
    package func matches(for name: TranscriptName) -> [TranscriptName] {
        let exact = filter { $0.match(name) == .exact }
        return exact.isEmpty ? filter { $0.match(name) != nil } : exact
    }
}
