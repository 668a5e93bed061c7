/// How an allele changes the reference. Raw values are those that are stored and that filters name.
package enum ChangeType: String, Hashable, Sendable, Codable, CaseIterable {
    case snp = "SNP"
    case deletion = "del"
    case insertion = "ins"
    case indel
    case duplication = "dup"
    case tandemDuplication = "dup_tandem"
    case mobileElementDeletion = "del_me"
    case mobileElementInsertion = "ins_me"
    case inversion = "inv"
    case breakend = "bnd"

    /// Whether the allele is an extra copy; a missing genotype then means "more than two copies", not "not covered".
    package var isDuplication: Bool { self == .duplication || self == .tandemDuplication }
}

/// Which kind of caller an allele comes from.
package enum CallerType: String, Hashable, Sendable, Codable, CaseIterable {
    /// Small variants.
    case snv
    /// Structural and copy-number variants (INFO SVTYPE, or a symbolic ALT).
    case cnv
}
