/// One change of the reference, derived from one ALT of one record.
///
/// All but the three `vcf…` properties follow from ``key``, so two spellings of one variant agree in them.
package struct Allele: Hashable, Sendable {
    /// The assembly to which the coordinates belong.
    package var assembly: Assembly
    /// The contig by its canonical identity.
    package var contig: Contig
    /// 0-based. For insertions and structural variants the base in front of the change.
    package var start: Int
    /// 0-based, exclusive. For structural variants the true end.
    package var end: Int
    /// The deleted bases in upper case; empty for insertions and for symbolic alleles.
    package var changeFrom: String
    /// The inserted bases in upper case; empty for deletions and for symbolic alleles.
    package var changeTo: String
    /// How the allele changes the reference.
    package var changeType: ChangeType
    /// Small or structural.
    package var callerType: CallerType
    /// In bases: 1 for an insertion, the longer side of an indel, |SVLEN| of a structural variant.
    package var length: Int
    /// The identity.
    package var key: AlleleKey

    /// POS of the record from which it was derived, 1-based.
    package var vcfPosition: Int
    /// REF of that record, as spelled there.
    package var vcfReference: String
    /// The ALT of that record, as spelled there.
    package var vcfAlternate: String

    /// All properties at once.
    package init(
        assembly: Assembly, contig: Contig, start: Int, end: Int, changeFrom: String, changeTo: String,
        changeType: ChangeType, callerType: CallerType, length: Int, key: AlleleKey, vcfPosition: Int,
        vcfReference: String, vcfAlternate: String
    ) {
        self.assembly = assembly
        self.contig = contig
        self.start = start
        self.end = end
        self.changeFrom = changeFrom
        self.changeTo = changeTo
        self.changeType = changeType
        self.callerType = callerType
        self.length = length
        self.key = key
        self.vcfPosition = vcfPosition
        self.vcfReference = vcfReference
        self.vcfAlternate = vcfAlternate
    }
}

extension Allele {
    /// What INFO says about a structural variant.
    package struct Structure: Hashable, Sendable {
        /// SVTYPE.
        package var type: String
        /// END: the last affected base, 1-based.
        package var end: Int?
        /// SVLEN of this ALT; the sign carries no meaning here.
        package var length: Int?

        /// All properties at once.
        package init(type: String, end: Int? = nil, length: Int? = nil) {
            self.type = type
            self.end = end
            self.length = length
        }
    }

    /// Derives the allele of one REF and ALT.
    /// - Parameters:
    ///   - position: POS, 1-based.
    ///   - reference: REF.
    ///   - alternate: one ALT.
    ///   - structure: given where the record has SVTYPE; such an allele is structural even if its bases are spelled out.
    /// - Throws: why this cannot be an allele (no line is set).
    package init(
        assembly: Assembly, contig: Contig, position: Int, reference: String, alternate: String,
        structure: Structure? = nil
    ) throws(GenomicsError) {
        let deleted = Bases(reference)
        guard let deleted, !deleted.bytes.isEmpty else {
            throw GenomicsError(
                .invalidReference, in: .vcf, column: "REF", found: reference, allowed: "bases A, C, G, T or N")
        }
        let last = assembly.length(of: contig)
        guard (1...last).contains(position), position + deleted.bytes.count - 1 <= last else {
            throw GenomicsError(
                .positionOutOfRange, in: .vcf, column: "POS", found: "\(position)",
                allowed: "contig \(contig) of \(assembly) has \(last) bases")
        }
        let site = Site(
            assembly: assembly, contig: contig, position: position, reference: reference, alternate: alternate)
        if let inserted = Bases(alternate), !inserted.bytes.isEmpty {
            let change = TrimmedChange(
                start: position - 1, deleted: deleted, inserted: inserted, first: structure == nil ? .suffix : .prefix)
            guard !change.deleted.isEmpty || !change.inserted.isEmpty else {
                throw GenomicsError(
                    .sameAsReference, in: .vcf, column: "ALT", found: alternate, allowed: "an ALT that differs from REF"
                )
            }
            if let structure {
                try self.init(site, structural: change, structure)
            } else {
                self.init(site, small: change)
            }
        } else {
            try Self.checkKind(alternate)
            try self.init(site, symbolic: alternate, structure)
        }
    }

    /// Where an allele was read, as spelled there.
    struct Site {
        var assembly: Assembly
        var contig: Contig
        var position: Int
        var reference: String
        var alternate: String
    }

    private static func checkKind(_ alternate: String) throws(GenomicsError) {
        switch alternate {
        case "*":
            throw GenomicsError(
                .spanningDeletion, in: .vcf, column: "ALT", found: alternate,
                allowed: "the deletion is imported from its own record")
        case "<NON_REF>", "<*>", "<X>":
            throw GenomicsError(
                .unspecifiedAllele, in: .vcf, column: "ALT", found: alternate,
                allowed: "only called alleles are imported, not \u{201C}anything else\u{201D}")
        default:
            let isSymbolic = alternate.hasPrefix("<") && alternate.hasSuffix(">")
            guard isSymbolic || alternate.contains("[") || alternate.contains("]") else {
                throw GenomicsError(
                    .invalidAlternate, in: .vcf, column: "ALT", found: alternate,
                    allowed: "bases A, C, G, T or N, or a symbolic allele such as <DEL>")
            }
        }
    }
}
