extension GenomicsError {
    /// The kinds of fault. The raw value is stored with quarantined records and shown in the counts of an import.
    package struct Code: RawRepresentable, Hashable, Sendable, Codable, CustomStringConvertible {
        /// The stable word.
        package let rawValue: String

        /// A code as it was stored.
        package init(rawValue: String) { self.rawValue = rawValue }

        /// The stable word.
        package var description: String { rawValue }

        private init(_ rawValue: String) { self.rawValue = rawValue }

        // The file as a whole.
        /// The first line is not `##fileformat=VCFv4.x`.
        package static let notAVCF = Code("not_a_vcf")
        /// The header has no `#CHROM` line.
        package static let missingColumnLine = Code("missing_column_line")
        /// The `#CHROM` line does not name the columns that it must.
        package static let wrongColumns = Code("wrong_columns")
        /// A header line cannot be read.
        package static let invalidHeader = Code("invalid_header")
        /// The file has no sample columns.
        package static let noSamples = Code("no_samples")
        /// Two sample columns have one name.
        package static let duplicateSample = Code("duplicate_sample")
        /// The header contradicts the declared assembly.
        package static let wrongAssembly = Code("wrong_assembly")
        /// The header, a record or a group of records exceeds its limit.
        package static let tooLarge = Code("too_large")

        // One record.
        /// The number of columns, or of fields in a sample, does not fit.
        package static let malformedRecord = Code("malformed_record")
        /// A contig that is not interpreted (unplaced, decoy, alternate).
        package static let unknownContig = Code("unknown_contig")
        /// POS is not a whole number from 1.
        package static let invalidPosition = Code("invalid_position")
        /// POS or REF lies behind the end of the contig.
        package static let positionOutOfRange = Code("position_out_of_range")
        /// REF is not bases.
        package static let invalidReference = Code("invalid_reference")
        /// ALT is neither bases nor a known notation.
        package static let invalidAlternate = Code("invalid_alternate")
        /// ALT says the same as REF.
        package static let sameAsReference = Code("same_as_reference")
        /// `*`: the base is deleted by another record.
        package static let spanningDeletion = Code("spanning_deletion")
        /// `<NON_REF>` and its kin: any allele that was not called.
        package static let unspecifiedAllele = Code("unspecified_allele")
        /// A kind of structural variant that is not imported.
        package static let unsupportedStructuralVariant = Code("unsupported_structural_variant")
        /// A symbolic allele without END and SVLEN.
        package static let unknownLength = Code("unknown_length")
        /// END lies in front of POS or behind the end of the contig.
        package static let invalidEnd = Code("invalid_end")
        /// QUAL is not a number.
        package static let invalidQuality = Code("invalid_quality")
        /// FORMAT or the sample has no GT.
        package static let missingGenotype = Code("missing_genotype")
        /// GT cannot be read or names an ALT that is not there.
        package static let invalidGenotype = Code("invalid_genotype")
        /// GT has more than two indices.
        package static let unsupportedPloidy = Code("unsupported_ploidy")
        /// A number of INFO or FORMAT cannot be read.
        package static let invalidNumber = Code("invalid_number")
        /// The records of a multi-allelic block contradict each other.
        package static let inconsistentBlock = Code("inconsistent_block")
        /// The same allele stands twice at one position.
        package static let duplicateRecord = Code("duplicate_record")

        // Pedigree, panel, descriptor.
        /// Several samples without a pedigree.
        package static let missingPedigree = Code("missing_pedigree")
        /// The pedigree cannot be read or does not fit the samples.
        package static let invalidPedigree = Code("invalid_pedigree")
        /// A file of the panel cannot be read or contradicts itself.
        package static let invalidPanel = Code("invalid_panel")
        /// A field of the descriptor has a value that is not allowed.
        package static let invalidDescriptor = Code("invalid_descriptor")
        /// The descriptor lacks a field.
        package static let missingField = Code("missing_field")
        /// The descriptor has a field that nobody reads.
        package static let unknownField = Code("unknown_field")
    }
}
