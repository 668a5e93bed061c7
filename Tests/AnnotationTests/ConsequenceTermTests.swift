import Testing

@testable import Annotation

@Suite struct ConsequenceTermTests {
    @Test func rankingIsWorstFirstAndFitsAWord() {
        #expect(ConsequenceTerm.ranking.count == 42)
        #expect(Set(ConsequenceTerm.ranking).count == 42)
        #expect(ConsequenceTerm("transcript_ablation").severity == 0)
        #expect(ConsequenceTerm("stop_gained").severity == 3)
        for (severity, name) in ConsequenceTerm.ranking.enumerated() {
            #expect(ConsequenceTerm(name).severity == severity)
            #expect(ConsequenceTerm(name).rawValue == name)
        }
    }

    @Test func unknownTermsKeepTheirText() {
        let term = ConsequenceTerm("stop_gained_twice")
        #expect(!term.isKnown)
        #expect(term.rawValue == "stop_gained_twice")
        #expect(term != ConsequenceTerm("stop_gained"))
        #expect(term == ConsequenceTerm("stop_gained_twice"))
    }

    @Test(arguments: ["sequence_variant", "coding_transcript_variant"])
    func termsOfCurrentReleasesAreKnown(_ name: String) {
        #expect(ConsequenceTerm(name).isKnown)
    }
}
