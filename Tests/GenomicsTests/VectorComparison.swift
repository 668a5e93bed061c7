import Genomics

/// Compares what this reader made of a record with what the forerunner made of it; counts the named differences and
/// collects all others.
struct VectorComparison {
    private(set) var problems: [String] = []
    private(set) var differences: [String: Int] = [:]
    private(set) var compared = 0

    mutating func compare(_ expected: ExpectedRecord, with reading: VCFReading) {
        // The vectors number records, this reader counts lines of the file.
        let line = reading.header.lineCount + expected.line
        guard let outcome = reading.outcomes.first(where: { $0.line == line }) else {
            problems.append("\(expected.record): no outcome for line \(line)")
            return
        }
        check("imported", outcome.disposition == .stored, expected.imported, expected)
        guard expected.imported, let genotypes = expected.genotypes, let allele = expected.allele else { return }
        compared += 1
        let part = reading.contents.firstIndex { $0.outcomes.contains { $0.line == line } }
        guard let part, let index = reading.contents[part].alleles.firstIndex(where: { $0.line == line }) else {
            problems.append("\(expected.record): no allele")
            return
        }
        let content = reading.contents[part]
        let stored = content.alleles[index]
        compare(stored.allele, allele, reading.chunks[part].bytes.text(stored.info), expected)
        for genotype in genotypes {
            guard
                let mine = content.genotypes.first(where: { $0.allele == index || $0.secondAllele == index })
            else {
                problems.append("\(expected.record): no genotype")
                continue
            }
            compare(mine, genotype, expected, reading)
        }
    }

    private mutating func compare(
        _ mine: Allele, _ theirs: ExpectedRecord.Allele, _ info: String, _ record: ExpectedRecord
    ) {
        check("assembly", mine.assembly.rawValue, theirs.genome_reference, record)
        check("contig", mine.contig.name, theirs.chromosome, record)
        check("start", mine.start, theirs.start_position, record)
        check("type", mine.changeType.rawValue, theirs.change_type, record)
        check("caller", mine.callerType.rawValue, theirs.caller_type, record)
        check("length", mine.length, theirs.length, record)
        check("POS", mine.vcfPosition, theirs.vcf_pos, record)
        check("REF", mine.vcfReference, theirs.vcf_ref, record)
        check("ALT", mine.vcfAlternate, theirs.vcf_alt, record)
        compareEnd(mine, theirs, info, record)
        if mine.callerType == .cnv, (mine.changeFrom, mine.changeTo) != (theirs.change_from, theirs.change_to) {
            differences["W-20 from/to", default: 0] += 1
            check("REF kept", theirs.change_from, theirs.vcf_ref, record)
            check("ALT kept", theirs.change_to, theirs.vcf_alt, record)
            check("trimmed", theirs.change_from.hasSuffix(mine.changeFrom), true, record)
            check("trimmed by as much", theirs.change_from.utf8.count - mine.changeFrom.utf8.count, 1, record)
            check("trimmed by as much", theirs.change_to.utf8.count - mine.changeTo.utf8.count, 1, record)
        } else {
            check("from", mine.changeFrom, theirs.change_from, record)
            check("to", mine.changeTo, theirs.change_to, record)
        }
    }

    private mutating func compareEnd(
        _ mine: Allele, _ theirs: ExpectedRecord.Allele, _ info: String, _ record: ExpectedRecord
    ) {
        guard mine.callerType == .cnv, mine.end != theirs.open_end_position else {
            check("end", mine.end, theirs.open_end_position, record)
            return
        }
        differences["W-07 end", default: 0] += 1
        let written = info.split(separator: ";").first { $0.hasPrefix("END=") }.flatMap { Int($0.dropFirst(4)) }
        check("true end", mine.end, written, record)
        let span = mine.changeType.isDuplication ? 1 : theirs.length
        check("the forerunner's end", theirs.open_end_position, theirs.start_position + span, record)
    }

    private mutating func compare(
        _ mine: StoredGenotype, _ theirs: ExpectedRecord.Genotype, _ record: ExpectedRecord, _ reading: VCFReading
    ) {
        check("FILTER", mine.filterStatus, theirs.filter_status ?? "", record)
        check("QUAL", mine.quality.map { Int($0) }, theirs.variant_quality, record)
        check("second allele", mine.secondAllele != nil, theirs.secondallele != nil, record)
        check("samples", mine.samples.count + mine.secondSamples.count, theirs.sampledata.count, record)
        for data in theirs.sampledata {
            guard let person = reading.header.samples.firstIndex(of: data.sample) else {
                problems.append("\(record.record): unknown sample")
                continue
            }
            let samples = data.secondallele ? mine.secondSamples : mine.samples
            guard person < samples.count else {
                problems.append("\(record.record): no data of sample \(person)")
                continue
            }
            compare(samples[person], data, record)
        }
    }

    private mutating func compare(
        _ mine: SampleGenotype, _ theirs: ExpectedRecord.SampleData, _ record: ExpectedRecord
    ) {
        check("genotype type", mine.type.rawValue, theirs.type, record)
        check("multiallelic", mine.isMultiallelic, theirs.multiallelic, record)
        check("GQ", mine.quality, theirs.genotype_quality, record)
        check("DP", mine.depth, theirs.sequencing_depth, record)
        check("CN", mine.copyNumber, theirs.copy_number, record)
        check("PL", mine.likelihoods, theirs.genotype_likelihood, record)
        var depths: [String: Int] = [:]
        if let depth = mine.alleleDepth {
            depths[depth.referenceBases.map { "REF (\($0))" } ?? "REF"] = depth.referenceReads
            for alternate in depth.alternates { depths[alternate.bases] = alternate.reads }
        }
        check("AD", depths, theirs.allele_depth, record)
        if let ratio = mine.alleleRatio {
            check("ratio", abs(ratio - theirs.allele_ratio) < 1e-9, true, record)
        } else {
            check("ratio", theirs.allele_ratio, 0, record)
            differences["W-31 ratio", default: 0] += 1
        }
    }

    private mutating func check<Value: Equatable>(
        _ what: String, _ mine: Value, _ theirs: Value, _ record: ExpectedRecord
    ) {
        if mine != theirs { problems.append("\(record.record): \(what) is \(mine), expected \(theirs)") }
    }
}
