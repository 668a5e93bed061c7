import Genomics
import Testing

@Suite struct AlleleTests {
    struct Small: Sendable, CustomTestStringConvertible {
        var contig: String, position: Int, reference: String, alternate: String
        var start: Int, end: Int, from: String, to: String, type: ChangeType, length: Int

        init(
            _ contig: String, _ position: Int, _ reference: String, _ alternate: String,
            _ start: Int, _ end: Int, _ from: String, _ to: String, _ type: ChangeType, _ length: Int
        ) {
            (self.contig, self.position, self.reference, self.alternate) = (contig, position, reference, alternate)
            (self.start, self.end, self.from, self.to) = (start, end, from, to)
            (self.type, self.length) = (type, length)
        }

        var testDescription: String { "\(contig) \(position) \(reference) \(alternate)" }
    }

    static func allele(
        _ contig: String, _ position: Int, _ reference: String, _ alternate: String,
        _ structure: Allele.Structure? = nil, assembly: Assembly = .grch37
    ) throws -> Allele {
        try Allele(
            assembly: assembly, contig: #require(Contig(contig)), position: position, reference: reference,
            alternate: alternate, structure: structure)
    }

    @Test(arguments: [
        Small("17", 41_226_488, "C", "A", 41_226_487, 41_226_488, "C", "A", .snp, 1),
        Small("11", 41_226_488, "C", "CGCT", 41_226_487, 41_226_488, "", "GCT", .insertion, 1),
        Small("X", 41_226_488, "AATT", "A", 41_226_488, 41_226_491, "ATT", "", .deletion, 3),
        Small("14", 41_226_488, "C", "AGCT", 41_226_487, 41_226_488, "C", "AGCT", .indel, 4),
        Small("3", 41_226_488, "ACGT", "C", 41_226_487, 41_226_491, "ACGT", "C", .indel, 4),
        Small("1", 122, "CTCC", "CCCC", 122, 123, "T", "C", .snp, 1),
        Small("1", 123, "TCAGCAGCAG", "TCAGCAG", 123, 126, "CAG", "", .deletion, 3),
        Small("1", 5, "GAGA", "GA", 4, 6, "GA", "", .deletion, 2),
        Small("2", 10, "AC", "GT", 9, 11, "AC", "GT", .indel, 2),
        Small("2", 10, "acgt", "aCgA", 12, 13, "T", "A", .snp, 1),
        Small("1", 1, "A", "TA", -1, 0, "", "T", .insertion, 1),
    ])
    func `small variants are trimmed and placed`(row: Small) throws {
        let allele = try Self.allele(row.contig, row.position, row.reference, row.alternate)
        #expect(allele.start == row.start)
        #expect(allele.end == row.end)
        #expect(allele.changeFrom == row.from)
        #expect(allele.changeTo == row.to)
        #expect(allele.changeType == row.type)
        #expect(allele.length == row.length)
        #expect(allele.callerType == .snv)
        #expect(allele.vcfPosition == row.position)
        #expect(allele.vcfReference == row.reference)
        #expect(allele.vcfAlternate == row.alternate)
    }

    @Test func `the key is one for all spellings and differs for all else`() throws {
        let plain = try Self.allele("17", 41_226_488, "C", "A")
        #expect(plain.key.text == "GRCh37:17:41226487:C:A")
        #expect(try Self.allele("17", 41_226_486, "GGCTT", "GGATT").key == plain.key)
        #expect(try Self.allele("chr17", 41_226_488, "c", "a").key == plain.key)
        #expect(try Self.allele("17", 41_226_488, "C", "A", assembly: .grch38).key.text == "GRCh38:17:41226487:C:A")
        #expect(try Self.allele("11", 100, "C", "CGCT").key.text == "GRCh37:11:100::GCT")
        #expect(try Self.allele("11", 98, "TTCA", "TTCGCTA").key.text == "GRCh37:11:100::GCT")
        #expect(try Self.allele("X", 100, "AATT", "A").key.text == "GRCh37:X:100:ATT:")
        #expect(plain.key < (try Self.allele("17", 41_226_488, "C", "G").key))
    }

    @Test func `structural variants have their true end`() throws {
        let rows: [(String, Int, Allele.Structure, ChangeType, Int, Int, String)] = [
            ("<DEL>", 400, .init(type: "DEL", end: 900, length: -500), .deletion, 900, 500, "<DEL>:399:900:500"),
            ("<DEL>", 400, .init(type: "DEL", length: -500), .deletion, 900, 500, "<DEL>:399:900:500"),
            ("<DEL>", 400, .init(type: "DEL", end: 900), .deletion, 900, 500, "<DEL>:399:900:500"),
            ("<DUP>", 500, .init(type: "DUP", end: 1_000, length: 500), .duplication, 1_000, 500, "<DUP>:499:1000:500"),
            (
                "<DUP:TANDEM>", 600, .init(type: "DUP", length: 500), .tandemDuplication, 1_100, 500,
                "<DUP:TANDEM>:599:1100:500"
            ),
            (
                "<DEL:ME>", 900, .init(type: "DEL", length: -400), .mobileElementDeletion, 1_300, 400,
                "<DEL:ME>:899:1300:400"
            ),
            ("<CN0>", 400, .init(type: "DEL", end: 900), .deletion, 900, 500, "<DEL>:399:900:500"),
        ]
        for (alternate, position, structure, type, end, length, key) in rows {
            let allele = try Self.allele("1", position, "T", alternate, structure)
            #expect(allele.start == position - 1)
            #expect(allele.end == end)
            #expect(allele.length == length)
            #expect(allele.changeType == type)
            #expect(allele.callerType == .cnv)
            #expect((allele.changeFrom, allele.changeTo) == ("", ""))
            #expect(allele.key.text == "GRCh37:1:\(key)")
        }
    }

    @Test func `a symbolic deletion without SVTYPE is one all the same`() throws {
        let allele = try Self.allele("1", 100, "A", "<DEL>", .init(type: "", end: 200))
        #expect(allele.changeType == .deletion)
        #expect(allele.callerType == .cnv)
    }

    @Test func `structural variants with their bases keep apart what is inserted`() throws {
        let structure = Allele.Structure(type: "DEL", end: 704, length: -4)
        let allele = try Self.allele("1", 700, "TACGT", "T", structure)
        #expect((allele.start, allele.end, allele.length) == (699, 704, 4))
        #expect(allele.changeType == .deletion)
        #expect(allele.callerType == .cnv)
        #expect(try Self.allele("1", 698, "CATACGT", "CAT", structure).key == allele.key)
        #expect(try Self.allele("1", 700, "TACGA", "TG", structure).key != allele.key)
        #expect(try Self.allele("1", 700, "TACGT", "T").key != allele.key)
        let insertion = try Self.allele("1", 700, "T", "TACGT", .init(type: "INS", end: 700, length: 4))
        #expect((insertion.start, insertion.end, insertion.length) == (699, 700, 4))
        #expect(insertion.changeType == .insertion)
    }

    @Test(arguments: [
        ("1", 100, "A", "*", "", GenomicsError.Code.spanningDeletion),
        ("1", 100, "A", "<NON_REF>", "", .unspecifiedAllele),
        ("1", 100, "A", "<*>", "", .unspecifiedAllele),
        ("1", 100, "A", "A", "", .sameAsReference),
        ("1", 100, "A", "a", "", .sameAsReference),
        ("1", 100, "A", "R", "", .invalidAlternate),
        ("1", 100, "A", "", "", .invalidAlternate),
        ("1", 100, "", "A", "", .invalidReference),
        ("1", 100, "A-", "A", "", .invalidReference),
        ("1", 0, "A", "C", "", .positionOutOfRange),
        ("MT", 16_570, "A", "C", "", .positionOutOfRange),
        ("MT", 16_568, "AAA", "A", "", .positionOutOfRange),
        ("1", 100, "A", "<INV>", "INV", .unsupportedStructuralVariant),
        ("1", 100, "A", "<CNV>", "CNV", .unsupportedStructuralVariant),
        ("1", 100, "A", "<INS>", "INS", .unsupportedStructuralVariant),
        ("1", 100, "A", "A]2:300]", "BND", .unsupportedStructuralVariant),
        ("1", 100, "A", "[2:300[A", "", .unsupportedStructuralVariant),
        ("1", 100, "A", "<DEL>", "DEL", .unknownLength),
    ])
    func `what is no allele is refused with its reason`(
        contig: String, position: Int, reference: String, alternate: String, type: String, code: GenomicsError.Code
    ) throws {
        let structure = type.isEmpty ? nil : Allele.Structure(type: type)
        let error = #expect(throws: GenomicsError.self) {
            try Self.allele(contig, position, reference, alternate, structure)
        }
        #expect(error?.code == code)
    }

    @Test func `an end in front of the start or behind the contig is refused`() throws {
        for end in [100, 50, 250_000_000] {
            let error = #expect(throws: GenomicsError.self) {
                try Self.allele("1", 100, "A", "<DEL>", .init(type: "DEL", end: end))
            }
            #expect(error?.code == .invalidEnd)
        }
    }
}
