/// Where one genomic base lies on a transcript.
enum TranscriptPlace: Equatable, Sendable {
    /// In an exon, at a transcript offset counted from the first transcribed base.
    case exonic(offset: Int, exon: Int)
    /// In an intron: the transcript offset of the nearer exon's last base and the signed distance to it.
    case intronic(offset: Int, distance: Int, intron: Int)
    /// Before (`upstream`) or after the transcript, in the direction of transcription.
    case outside(upstream: Bool, distance: Int)
}

extension GeneModel {
    /// Places a 0-based genomic position. Ordinals of exons and introns are 0-based, in the order of transcription.
    func place(_ position: Int) -> TranscriptPlace {
        if position < transcriptRange.lowerBound {
            return .outside(upstream: isForward, distance: transcriptRange.lowerBound - position)
        }
        if position >= transcriptRange.upperBound {
            return .outside(upstream: !isForward, distance: position - transcriptRange.upperBound + 1)
        }
        for ordinal in exons.indices {
            let exon = exon(ordinal)
            if exon.contains(position) {
                let within = isForward ? position - exon.lowerBound : exon.upperBound - 1 - position
                return .exonic(offset: offsets[ordinal] + within, exon: ordinal)
            }
            guard ordinal + 1 < exons.count else { break }
            let next = self.exon(ordinal + 1)
            let gap = isForward ? exon.upperBound..<next.lowerBound : next.upperBound..<exon.lowerBound
            guard gap.contains(position) else { continue }
            let afterThis = isForward ? position - gap.lowerBound + 1 : gap.upperBound - position
            let beforeNext = gap.count - afterThis + 1
            // A base in the exact middle is named from the exon before it.
            return afterThis <= beforeNext
                ? .intronic(offset: offsets[ordinal + 1] - 1, distance: afterThis, intron: ordinal)
                : .intronic(offset: offsets[ordinal + 1], distance: -beforeNext, intron: ordinal)
        }
        preconditionFailure("\(symbol): position \(position) is in no exon and no intron")
    }

    /// The HGVS `c.` number of a transcript offset: `12`, `-3` before the start codon, `*7` after the stop codon.
    func codingNumber(_ offset: Int) -> String {
        let coding = offset - codingStart
        if coding < 0 { return String(coding) }
        if coding >= codingLength { return "*\(coding - codingLength + 1)" }
        return String(coding + 1)
    }

    /// The HGVS `c.` number of a place; `nil` outside the transcript.
    func codingNumber(_ place: TranscriptPlace) -> String? {
        switch place {
        case .exonic(let offset, _): codingNumber(offset)
        case .intronic(let offset, let distance, _):
            codingNumber(offset) + (distance > 0 ? "+\(distance)" : String(distance))
        case .outside: nil
        }
    }

    /// Genomic position of a transcript offset.
    func position(ofTranscriptOffset offset: Int) -> Int {
        let ordinal = (offsets.firstIndex { $0 > offset } ?? offsets.count) - 1
        let within = offset - offsets[ordinal]
        return isForward ? exon(ordinal).lowerBound + within : exon(ordinal).upperBound - 1 - within
    }
}
