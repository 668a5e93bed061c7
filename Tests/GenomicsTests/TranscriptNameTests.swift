import Genomics
import Testing

@Suite struct TranscriptNameTests {
    static let names: [(text: String, accession: String, version: Int?)] = [
        ("NM_000059.3", "NM_000059", 3), ("NM_000059", "NM_000059", nil), ("ENST00000380152.17", "ENST00000380152", 17),
        ("NM_1.", "NM_1.", nil), ("NM_1.x", "NM_1.x", nil), (".3", ".3", nil), ("NM_1.-3", "NM_1.-3", nil),
        ("LRG_1t1.99999999999999999999", "LRG_1t1.99999999999999999999", nil), ("", "", nil),
    ]

    @Test(arguments: names)
    func `names are accession and version`(text: String, accession: String, version: Int?) {
        let name = TranscriptName(text)
        #expect(name.accession == accession)
        #expect(name.version == version)
        #expect(name.description == text)
    }

    @Test func `exact matches come before others, and a prefix is no match`() {
        let names = ["NM_1.1", "NM_1.2", "NM_12.1", "NMX1.1", "NM_1"].map { TranscriptName($0) }
        #expect(names.matches(for: TranscriptName("NM_1.2")) == [TranscriptName("NM_1.2")])
        #expect(names.matches(for: TranscriptName("NM_1.9")).map(\.description) == ["NM_1.1", "NM_1.2", "NM_1"])
        #expect(names.matches(for: TranscriptName("NM_1")).map(\.description) == ["NM_1"])
        #expect(names.matches(for: TranscriptName("NM_")).isEmpty)
    }
}
