import Testing

@testable import Annotation

/// Real and synthetic records against the documents that the forerunner made of them.
@Suite(.enabled(if: Vectors.isAvailable, "shared vectors are not there"))
struct ConversionVectorTests {
    /// Where the documents may differ, and in how many transcripts.
    struct Allowed: Sendable, Equatable {
        /// The forerunner knew the gene from its bundled tables; here it stays unknown.
        var unresolvedGenes = 0
        /// The forerunner dropped the entry as its gene was unknown; here it is kept (W-15).
        var keptWithoutGene = 0
        /// Percent sequences in protein names, which the forerunner stored undecoded.
        var decodedTexts = 0
    }

    static let cases: [(name: String, allowed: Allowed)] = [
        ("real_brca_decomposed_hboc_v01", Allowed()), ("real_brca_long_variants_hbocutv_v01", Allowed()),
        ("real_brca_sample_1_hboc_v01", Allowed()), ("real_brca_sample_master_hbocutv_v01", Allowed()),
        ("real_family_of_five", Allowed()), ("real_hg002_sv", Allowed(keptWithoutGene: 4)),
        ("real_hg002_trio", Allowed()),
        ("real_na12878_ciliopati", Allowed(unresolvedGenes: 79, keptWithoutGene: 199)),
        ("syn_limits", Allowed(keptWithoutGene: 2, decodedTexts: 21)),
        ("syn_single", Allowed(keptWithoutGene: 9, decodedTexts: 148)),
        ("syn_trio_girl", Allowed(keptWithoutGene: 8, decodedTexts: 172)),
    ]

    @Test(arguments: cases)
    func documentsAreThoseOfTheForerunner(_ name: String, _ allowed: Allowed) throws {
        let input = try Vectors.input(of: name)
        let expected = try Vectors.expected(name)
        let converter = try AnnotationConverter(
            configuration: Vectors.configuration(name), header: input.header,
            genes: SymbolGeneResolver(Vectors.panelGenes(name)))
        var difference = DocumentDifference()
        for record in input.records {
            guard let document = expected[record.key]?["annotation"]?.objectValue else { continue }
            let converted = try converter.convert(info: record.info)
            difference.compare(converted, with: AnnotationDocument(root: document), of: record.key)
            #expect(try AnnotationDocument(decoding: converted.document).transcripts == converted.transcripts)
            #expect(try AnnotationDocument(decoding: converted.document).frequencies == converted.frequencies)
            // Some files carry an empty field that their header does not name.
            #expect(converted.warnings.allSatisfy { $0.kind == .unevenEntry }, "\(record.key): \(converted.warnings)")
        }
        #expect(difference.documents == expected.values.filter { $0["annotation"]?.objectValue != nil }.count)
        #expect(difference.allowed == allowed)
        #expect(difference.problems.prefix(10) == [])
    }
}

struct DocumentDifference {
    private(set) var documents = 0
    private(set) var allowed = ConversionVectorTests.Allowed()
    private(set) var problems: [String] = []

    mutating func compare(_ converted: ConvertedAnnotation, with expected: AnnotationDocument, of key: String) {
        documents += 1
        let wanted = Dictionary(uniqueKeysWithValues: expected.transcripts.map { ($0.transcript, $0) })
        for transcript in converted.transcripts {
            guard var other = wanted[transcript.transcript] else {
                allowed.keptWithoutGene += 1
                if transcript.hgncID != nil { problems.append("\(key): \(transcript) is not expected") }
                continue
            }
            if let name = other.hgvsp, name.contains("%3D") {
                other.hgvsp = name.split(separator: "%3D", omittingEmptySubsequences: false).joined(separator: "=")
                allowed.decodedTexts += 1
            }
            if transcript.hgncID == nil {
                allowed.unresolvedGenes += 1
                other.hgncID = nil
            }
            if transcript != other { problems.append("\(key): \(transcript) instead of \(other)") }
        }
        for name in wanted.keys where !converted.transcripts.contains(where: { $0.transcript == name }) {
            problems.append("\(key): \(name) is missing")
        }
        compare(converted.frequencies, with: expected.frequencies, of: key)
    }

    private mutating func compare(_ values: [FrequencyValue], with expected: [FrequencyValue], of key: String) {
        guard values.map(\.provider) == expected.map(\.provider),
            values.map(\.population) == expected.map(\.population)
        else { return problems.append("\(key): other populations") }
        for (value, other) in zip(values, expected) {
            var nearby = other
            nearby.decimal = value.decimal
            if let one = value.frequency, let two = other.frequency, abs(one - two) < 1e-6 {
                nearby.frequency = value.frequency
            }
            if value != nearby { problems.append("\(key): \(value) instead of \(other)") }
        }
    }
}
