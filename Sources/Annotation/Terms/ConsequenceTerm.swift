/// A Sequence Ontology term for what a variant does to a transcript.
///
/// The known terms are ranked, worst first: ELLA's ranking (behavioural specification, appendix B) with the terms that
/// current VEP releases add. A term outside the table is kept as its text, never dropped.
package struct ConsequenceTerm: Hashable, Sendable, CustomStringConvertible {
    private enum Storage: Hashable { case known(UInt8), unknown(String) }
    private let storage: Storage

    /// Any term; look at ``isKnown`` to report the others.
    package init(_ rawValue: String) {
        if let index = ConsequenceTerm.table.index(of: 0..<rawValue.utf8.count, in: rawValue.utf8.span) {
            self.storage = .known(UInt8(index))
        } else {
            self.storage = .unknown(rawValue)
        }
    }

    init(_ range: Range<Int>, in bytes: Span<UInt8>) {
        if let index = ConsequenceTerm.table.index(of: range, in: bytes) {
            self.storage = .known(UInt8(index))
        } else {
            self.storage = .unknown(bytes.text(range))
        }
    }

    /// The term as VEP writes it.
    package var rawValue: String {
        switch storage {
        case .known(let index): ConsequenceTerm.ranking[Int(index)]
        case .unknown(let text): text
        }
    }

    /// The term as VEP writes it.
    package var description: String { rawValue }

    /// Whether the term is in ``ranking``.
    package var isKnown: Bool { severity != nil }

    /// The place in ``ranking``, 0 = worst; `nil` for an unknown term. Below 64, so that a set fits a word.
    package var severity: Int? {
        switch storage {
        case .known(let index): Int(index)
        case .unknown: nil
        }
    }

    /// All known terms, worst first.
    package static let ranking: [String] = [
        "transcript_ablation", "splice_acceptor_variant", "splice_donor_variant", "stop_gained", "frameshift_variant",
        "stop_lost", "start_lost", "initiator_codon_variant", "transcript_amplification", "inframe_insertion",
        "inframe_deletion", "missense_variant", "protein_altering_variant", "splice_region_variant",
        "splice_donor_5th_base_variant", "splice_donor_region_variant", "splice_polypyrimidine_tract_variant",
        "incomplete_terminal_codon_variant", "start_retained_variant", "stop_retained_variant", "synonymous_variant",
        "coding_sequence_variant", "mature_miRNA_variant", "5_prime_UTR_variant", "3_prime_UTR_variant",
        "non_coding_transcript_exon_variant", "intron_variant", "NMD_transcript_variant",
        "non_coding_transcript_variant", "coding_transcript_variant", "upstream_gene_variant",
        "downstream_gene_variant", "TFBS_ablation", "TFBS_amplification", "TF_binding_site_variant",
        "regulatory_region_ablation", "regulatory_region_amplification", "feature_elongation",
        "regulatory_region_variant", "feature_truncation", "intergenic_variant", "sequence_variant",
    ]

    private static let table = ByteTable(ranking)
}

extension ConsequenceTerm: Comparable {
    /// Alphabetical, the order of a stored document; compare ``severity`` for the clinical order.
    package static func < (left: ConsequenceTerm, right: ConsequenceTerm) -> Bool { left.rawValue < right.rawValue }
}
