/// Names what a synthetic variant does to its gene, in the words and forms of VEP.
///
/// It covers what the background uses: single-base changes anywhere, deletions and insertions outside the coding
/// sequence, and the deletion of one whole codon.
struct ConsequencePredictor: Sendable {
    let reference: SyntheticReference
    var model: GeneModel { reference.model }

    init(_ model: GeneModel) { reference = SyntheticReference(model: model) }

    /// A change of the base at the 0-based position to `alternative` (forward strand).
    func substitution(_ position: Int, to alternative: Base) -> TranscriptConsequence {
        let place = model.place(position)
        var result = consequence(terms: [regionTerm(place)], at: place)
        let from = strand(reference.base(position))
        let to = strand(alternative)
        if let number = model.codingNumber(place) {
            result.hgvsCoding = "\(model.transcript):c.\(number)\(from.letter)>\(to.letter)"
        }
        guard case .exonic(let offset, _) = place else { return result }
        result.transcriptPosition = String(offset + 1)
        let coding = offset - model.codingStart
        if coding >= 0, coding < model.codingLength {
            addProtein(to: &result, coding: coding, base: to)
        }
        if isBesideIntron(place) { addSpliceRegion(to: &result) }
        return result
    }

    /// A deletion of `range` (forward strand, 0-based), which lies in one intron, one untranslated stretch or outside.
    func deletion(_ range: Range<Int>) -> TranscriptConsequence {
        let (first, last) = ends(range.lowerBound, range.upperBound - 1)
        var result = consequence(terms: [regionTerm(first)], at: first)
        if let start = model.codingNumber(first), let end = model.codingNumber(last) {
            result.hgvsCoding = "\(model.transcript):c.\(range.count == 1 ? start : "\(start)_\(end)")del"
        }
        if case .exonic(let start, _) = first, case .exonic(let end, _) = last {
            result.transcriptPosition = start == end ? String(start + 1) : "\(start + 1)-\(end + 1)"
        }
        return result
    }

    /// An insertion of `bases` (forward strand) between `position` and the base after it, outside the coding sequence.
    func insertion(_ bases: [Base], after position: Int) -> TranscriptConsequence {
        let (first, last) = ends(position, position + 1)
        var result = consequence(terms: [regionTerm(first)], at: first)
        let inserted = model.isForward ? bases : bases.reverseComplement
        if let start = model.codingNumber(first), let end = model.codingNumber(last) {
            result.hgvsCoding = "\(model.transcript):c.\(start)_\(end)ins\(inserted.text)"
        }
        if case .exonic(let start, _) = first, case .exonic(let end, _) = last {
            result.transcriptPosition = "\(start + 1)-\(end + 1)"
        }
        return result
    }

    /// The deletion of the whole codon with the 0-based number.
    func codonDeletion(_ number: Int) -> TranscriptConsequence {
        let offset = model.codingStart + number * 3
        let place = model.place(model.position(ofTranscriptOffset: offset))
        var result = consequence(terms: ["inframe_deletion"], at: place)
        let codon = reference.codon(number)
        let coding = number * 3
        result.hgvsCoding = "\(model.transcript):c.\(coding + 1)_\(coding + 3)del"
        result.hgvsProtein = "\(model.protein):p.\(Codon.threeLetter(codon.aminoAcid))\(number + 1)del"
        result.transcriptPosition = "\(offset + 1)-\(offset + 3)"
        result.codingPosition = "\(coding + 1)-\(coding + 3)"
        result.proteinPosition = String(number + 1)
        result.aminoAcids = "\(codon.aminoAcid)/-"
        result.codons = "\(codon.bases.text)/-"
        return result
    }
}

extension ConsequencePredictor {
    /// A base of the forward strand, as the transcript reads it.
    private func strand(_ base: Base) -> Base { model.isForward ? base : base.complement }

    /// Two genomic positions as places, in the order of transcription.
    private func ends(_ lower: Int, _ upper: Int) -> (TranscriptPlace, TranscriptPlace) {
        let places = (model.place(lower), model.place(upper))
        return model.isForward ? places : (places.1, places.0)
    }

    private func consequence(terms: [String], at place: TranscriptPlace) -> TranscriptConsequence {
        var result = TranscriptConsequence(refSeq: model, terms: terms)
        switch place {
        case .exonic(_, let exon): result.exon = "\(exon + 1)/\(model.exons.count)"
        case .intronic(_, let distance, let intron):
            result.intron = "\(intron + 1)/\(model.exons.count - 1)"
            if abs(distance) > 2, abs(distance) <= 8 { addSpliceRegion(to: &result) }
        case .outside(_, let distance): result.distance = distance
        }
        return result
    }

    /// The term for the place alone; coding bases are refined by ``addProtein(to:coding:base:)``.
    private func regionTerm(_ place: TranscriptPlace) -> String {
        switch place {
        case .exonic(let offset, _): offset < model.codingStart ? "5_prime_UTR_variant" : "3_prime_UTR_variant"
        case .intronic(_, 1...2, _): "splice_donor_variant"
        case .intronic(_, -2 ... -1, _): "splice_acceptor_variant"
        case .intronic: "intron_variant"
        case .outside(true, _): "upstream_gene_variant"
        case .outside(false, _): "downstream_gene_variant"
        }
    }

    private func addProtein(to result: inout TranscriptConsequence, coding: Int, base: Base) {
        let number = coding / 3
        let before = reference.codon(number)
        let after = before.replacing(coding % 3, with: base)
        let (old, new) = (before.aminoAcid, after.aminoAcid)
        result.codingPosition = String(coding + 1)
        result.proteinPosition = String(number + 1)
        result.aminoAcids = old == new ? String(old) : "\(old)/\(new)"
        result.codons = "\(before.text(changed: coding % 3))/\(after.text(changed: coding % 3))"
        let change = old == new ? "=" : number == 0 ? "?" : Codon.threeLetter(new)
        result.hgvsProtein = "\(model.protein):p.\(Codon.threeLetter(old))\(number + 1)\(change)"
        result.terms = [Self.codingTerm(old, new, isStart: number == 0)]
    }

    private static func codingTerm(_ old: Character, _ new: Character, isStart: Bool) -> String {
        if old == new { return "synonymous_variant" }
        if isStart { return "start_lost" }
        if new == "*" { return "stop_gained" }
        return old == "*" ? "stop_lost" : "missense_variant"
    }

    /// Within three bases of an exon's end that borders an intron.
    private func isBesideIntron(_ place: TranscriptPlace) -> Bool {
        guard case .exonic(let offset, let exon) = place else { return false }
        let end = model.offsets[exon] + model.exon(exon).count
        return exon > 0 && offset - model.offsets[exon] < 3 || exon < model.exons.count - 1 && end - offset <= 3
    }

    /// VEP orders by severity: a changed protein comes before the splice region, everything else after it.
    private func addSpliceRegion(to result: inout TranscriptConsequence) {
        let isProteinChange = ["MODERATE", "HIGH"].contains(result.impact)
        result.terms.insert("splice_region_variant", at: isProteinChange ? result.terms.count : 0)
    }
}
