import Testing

@testable import Demonstration

@Suite struct ConsequencePredictorTests {
    @Test(arguments: GeneModel.all)
    func positionsAndTranscriptOffsetsAreInverse(model: GeneModel) {
        let length = model.exons.reduce(0) { $0 + $1.count }
        for offset in stride(from: 0, to: length, by: 97) {
            let place = model.place(model.position(ofTranscriptOffset: offset))
            guard case .exonic(let back, _) = place else {
                Issue.record("\(model.symbol) \(offset) is \(place)")
                continue
            }
            #expect(back == offset)
        }
        #expect(model.codingNumber(model.codingStart) == "1")
        #expect(model.exons == model.exons.sorted { $0.lowerBound < $1.lowerBound })
    }

    @Test(arguments: GeneModel.all)
    func theInventedSequenceReadsThrough(model: GeneModel) {
        let reference = SyntheticReference(model: model)
        let codons = (0..<model.codingLength / 3).map { reference.codon($0).aminoAcid }
        #expect(codons.first == "M")
        #expect(codons.firstIndex(of: "*") == codons.count - 1)
    }

    /// CFTR, forward strand: exon 2 is 117144306..<117144417, its intron begins at c.164+1.
    @Test(arguments: [
        (117_144_416, "c.164", "exon"), (117_144_417, "c.164+1", "splice_donor_variant"),
        (117_144_419, "c.164+3", "splice_region_variant&intron_variant"), (117_144_425, "c.164+9", "intron_variant"),
        (117_149_086, "c.165-1", "splice_acceptor_variant"), (117_120_147, "c.-1", "5_prime_UTR_variant"),
        (117_307_162, "c.*1", "3_prime_UTR_variant"),
    ])
    func namesPlacesOnTheForwardStrand(position: Int, number: String, term: String) throws {
        let predictor = ConsequencePredictor(GeneModel.named("CFTR"))
        let base = predictor.reference.base(position)
        let consequence = predictor.substitution(position, to: base.complement)
        let suffix = "\(base.letter)>\(base.complement.letter)"
        #expect(consequence.hgvsCoding == "NM_000492.4:\(number)\(suffix)")
        if term != "exon" { #expect(consequence.terms.joined(separator: "&") == term) }
        #expect((consequence.intron == nil) != (consequence.exon == nil))
    }

    @Test func readsTheOtherStrandBackwards() {
        // BRCA1: the base after c.5266 in the direction of transcription is the one before it on the genome.
        let model = GeneModel.named("BRCA1")
        #expect(model.codingNumber(model.place(41_209_079)) == "5266")
        #expect(model.codingNumber(model.place(41_209_078)) == "5267")
        let predictor = ConsequencePredictor(model)
        let inserted = predictor.insertion([.a, .c], after: 41_210_000)
        #expect(inserted.hgvsCoding?.hasSuffix("insGT") == true)
        #expect(inserted.terms == ["intron_variant"])
    }

    @Test func aSynonymousChangeIsWrittenWithAnEqualsSign() throws {
        let predictor = ConsequencePredictor(GeneModel.named("CFTR"))
        let model = predictor.model
        let changes = (3..<300).flatMap { coding -> [TranscriptConsequence] in
            let position = model.position(ofTranscriptOffset: model.codingStart + coding)
            return Base.allCases.filter { $0 != predictor.reference.base(position) }.map {
                predictor.substitution(position, to: $0)
            }
        }
        let silent = try #require(changes.first { $0.terms == ["synonymous_variant"] })
        #expect(silent.hgvsProtein?.hasSuffix("=") == true && silent.aminoAcids?.count == 1)
        #expect(silent.impact == "LOW")
        let missense = try #require(changes.first { $0.terms == ["missense_variant"] })
        #expect(missense.aminoAcids?.count == 3 && missense.impact == "MODERATE")
    }

    @Test func outsideTheTranscriptThereIsADistanceAndNoName() {
        let model = GeneModel.named("BRCA1")
        let before = ConsequencePredictor(model).substitution(model.transcriptRange.upperBound + 9, to: .a)
        #expect(before.terms == ["upstream_gene_variant"] && before.distance == 10 && before.hgvsCoding == nil)
        let after = ConsequencePredictor(model).substitution(model.transcriptRange.lowerBound - 10, to: .a)
        #expect(after.terms == ["downstream_gene_variant"] && after.distance == 10)
    }
}
