import Testing

@testable import Annotation

/// The tables of the behavioural specification, 3.4 and 3.5.
@Suite struct HGVSTests {
    @Test(
        arguments: [
            ("c.279G>A", 0, 0), ("c.-315_-314delAC", 0, -314), ("n.50A>G", 0, 0), ("c.*3_*7del", 0, 3),
            ("c.11712-20dupT", -20, nil), ("c.-3_2del", 0, 0), ("c.1624+24T>A", 24, nil), ("c.248-1_248insA", 0, 0),
            ("c.*10+5A>G", 5, nil), ("c.13+6_14-8dup", 6, nil), ("c.1597-10_1597-3dup", -3, nil),
            ("c.13+8_14-6dup", -6, nil), ("c.-15A>C", 0, -15), ("c.10_11+5del", 0, 0), ("c.123=", nil, nil),
            ("c.(4071+1_4072-1)_(4134+1_4135-1)del", nil, nil), ("m.100A>G", nil, nil), ("c.*-15A>C", nil, nil),
            // An end on a tie is the first one.
            ("c.13+6_14-6dup", 6, nil), ("c.-3_*3del", 0, -3),
            // Not simple, or not a name at all.
            ("", nil, nil), ("c.", nil, nil), ("c.5", nil, nil), ("c.5_", nil, nil), ("c.5+_6del", nil, nil),
            ("c.99999999999del", nil, nil), ("p.Leu5Pro", nil, nil), ("c.5delinsAG", 0, 0), ("c.5_8inv", 0, 0),
        ] as [(String, Int?, Int?)])
    func distance(_ name: String, exon: Int?, codingRegion: Int?) {
        let distance = HGVSDistance(name)
        #expect(distance.exon == exon)
        #expect(distance.codingRegion == codingRegion)
    }

    @Test(
        arguments: [
            ("c.123_133dupCGACGACGCAG", "c.123_133dup", nil),
            ("c.131_132insACTTGCTGCTT", "c.131_132ins(11)", "ACTTGCTGCTT"),
            ("c.123_133delCGACGACGCAGinsACTTGCTGCTT", "c.123_133delins(11)", "ACTTGCTGCTT"),
            ("c.1_10delACGTACGTAC", "c.1_10del", nil), ("c.1_9delACGTACGTA", "c.1_9delACGTACGTA", nil),
            ("c.5_6insACGTACGTAC", "c.5_6ins(10)", "ACGTACGTAC"), ("c.279G>A", "c.279G>A", nil),
            ("c.1_20delinsACGTACGTACGT", "c.1_20delins(12)", "ACGTACGTACGT"), ("", "", nil),
        ] as [(String, String, String?)])
    func shortening(_ name: String, short: String, insertion: String?) {
        let shortening = HGVSShortening(name)
        #expect(shortening.short == short)
        #expect(shortening.insertion == insertion)
    }
}
