/// What a version of a gene panel consists of. Equal content has equal canonical bytes, whatever the files looked like.
package struct GenePanelContent: Hashable, Sendable {
    /// A gene by its HGNC identity.
    package struct Gene: Hashable, Sendable {
        /// Without the prefix `HGNC:`.
        package var hgncID: Int
        /// The symbol as this panel's files write it.
        package var symbol: String

        /// All properties at once.
        package init(hgncID: Int, symbol: String) {
            self.hgncID = hgncID
            self.symbol = symbol
        }
    }

    /// Which strand the gene is read from. Raw values are those of the files.
    package enum Strand: String, Hashable, Sendable, Codable {
        case forward = "+"
        case reverse = "-"
    }

    /// A transcript with its gene. Positions are 0-based, half-open.
    package struct Transcript: Hashable, Sendable {
        /// With its version.
        package var name: TranscriptName
        /// The gene concerned.
        package var gene: Gene
        /// As written: `AD`, `AR`, `AD/AR`, `XR`, `N/A`, ….
        package var inheritance: String
        /// Where the transcript lies.
        package var contig: Contig
        /// Forward unless the file says otherwise.
        package var strand: Strand
        /// In the order of the file.
        package var tags: [String]
        /// From the first base of the first exon to the last of the last.
        package var transcription: Range<Int>
        /// Nil for a transcript that codes for nothing.
        package var coding: Range<Int>?
        /// Ascending, within `transcription`, not overlapping.
        package var exons: [Range<Int>]

        /// All properties at once.
        package init(
            name: TranscriptName, gene: Gene, inheritance: String, contig: Contig, strand: Strand,
            tags: [String] = [], transcription: Range<Int>, coding: Range<Int>? = nil, exons: [Range<Int>]
        ) {
            self.name = name
            self.gene = gene
            self.inheritance = inheritance
            self.contig = contig
            self.strand = strand
            self.tags = tags
            self.transcription = transcription
            self.coding = coding
            self.exons = exons
        }
    }

    /// A disorder that goes with a gene.
    package struct Phenotype: Hashable, Sendable {
        /// The gene concerned.
        package var gene: Gene
        /// As written; `N/A` where the file has nothing.
        package var inheritance: String
        /// The phenotype's number in OMIM.
        package var mimNumber: Int?
        /// What the disorder is called.
        package var text: String

        /// All properties at once.
        package init(gene: Gene, inheritance: String, mimNumber: Int? = nil, text: String) {
            self.gene = gene
            self.inheritance = inheritance
            self.mimNumber = mimNumber
            self.text = text
        }
    }

    /// The assembly to which the coordinates belong.
    package let assembly: Assembly
    /// In canonical order; at least one.
    package let transcripts: [Transcript]
    /// In canonical order, each once.
    package let phenotypes: [Phenotype]

    /// Puts the parts into canonical order.
    package init(assembly: Assembly, transcripts: [Transcript], phenotypes: [Phenotype]) {
        self.assembly = assembly
        self.transcripts = transcripts.sorted { Self.precedes($0.canonicalLine, $1.canonicalLine) }
        self.phenotypes = Set(phenotypes).sorted { Self.precedes($0.canonicalLine, $1.canonicalLine) }
    }

    /// The genes of the transcripts, each once, by HGNC id.
    package var genes: [Gene] { Set(transcripts.map(\.gene)).sorted { $0.hgncID < $1.hgncID } }

    /// What the content is addressed by: UTF-8 text, a line for each part, tabs between values, in canonical order.
    package var canonicalBytes: [UInt8] {
        let lines = ["panel\t1\t\(assembly)"] + transcripts.map(\.canonicalLine) + phenotypes.map(\.canonicalLine)
        return lines.flatMap { Array($0.utf8) + [UInt8(ascii: "\n")] }
    }

    /// The order of bytes, which does not depend on a locale.
    private static func precedes(_ left: String, _ right: String) -> Bool {
        left.utf8.lexicographicallyPrecedes(right.utf8)
    }
}

extension GenePanelContent.Transcript {
    fileprivate var canonicalLine: String {
        [
            "transcript", contig.name, "\(transcription.lowerBound)", "\(transcription.upperBound)",
            name.description, strand.rawValue, "\(gene.hgncID)", gene.symbol, inheritance, tags.joined(separator: ","),
            coding.map { "\($0.lowerBound)-\($0.upperBound)" } ?? "",
            exons.map { "\($0.lowerBound)-\($0.upperBound)" }.joined(separator: ","),
        ].joined(separator: "\t")
    }
}

extension GenePanelContent.Phenotype {
    fileprivate var canonicalLine: String {
        ["phenotype", "\(gene.hgncID)", gene.symbol, inheritance, mimNumber.map(String.init) ?? "", text]
            .joined(separator: "\t")
    }
}
