import Cryptography
import Store

extension NewPanel {
    /// A panel version of one gene; its content follows `content`.
    static func sample(name: String, version: String, content: String? = nil) -> NewPanel {
        NewPanel(
            name: name, version: version, assembly: "GRCh37",
            contentHash: SHA256.hash(Array((content ?? "\(name) \(version)").utf8)),
            transcripts: [
                PanelTranscriptRow(
                    hgncID: 1100, symbol: "BRCA1", transcript: "NM_007294.3", inheritance: "AD", chromosome: "17",
                    strand: -1, transcribed: 41_196_311..<41_277_500, coding: 41_197_694..<41_276_113,
                    exons: [41_196_311..<41_197_819, 41_276_033..<41_277_500], tags: ["MANE"]),
                PanelTranscriptRow(
                    hgncID: 1100, symbol: "BRCA1", transcript: "NR_027676.1", inheritance: "AD", chromosome: "17",
                    strand: -1, transcribed: 41_196_311..<41_277_500, coding: nil,
                    exons: [41_196_311..<41_277_500], tags: []),
            ],
            phenotypes: [
                PanelPhenotypeRow(
                    hgncID: 1100, symbol: "BRCA1", inheritance: "AD", mimNumber: 604_370,
                    description: "Breast-ovarian cancer, familial, 1")
            ])
    }
}

extension AlleleRow {
    /// A substitution of its own at a position.
    static func sample(position: Int) -> AlleleRow {
        AlleleRow(
            assembly: "GRCh37", contig: "1", start: position - 1, end: position, key: "GRCh37:1:\(position - 1):A:C",
            changeType: "SNP", callerType: "snv", from: "A", to: "C", length: 1, vcf: (position, "A", "C"))
    }
}

extension NewAnnotation {
    /// Annotation whose document, transcript and frequency all tell the same content.
    static func sample(allele: Int64, content: String) -> NewAnnotation {
        NewAnnotation(
            alleleID: allele, rawHash: SHA256.hash(Array("raw \(content)".utf8)),
            document: Array(#"{"content":"\#(content)"}"#.utf8),
            transcripts: [
                TranscriptRow(
                    hgncID: 1100, symbol: "BRCA1", transcript: content, hgvsc: "c.1A>C", hgvsp: nil,
                    consequences: ["missense_variant", "splice_region_variant"], exonDistance: 0,
                    codingRegionDistance: 0)
            ],
            frequencies: [FrequencyRow(population: content, frequency: 0.25, number: 100)])
    }
}
