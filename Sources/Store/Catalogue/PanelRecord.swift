package import Cryptography

package import struct Foundation.Date
package import struct Foundation.UUID

/// A version of a gene panel.
package struct PanelRecord: Sendable, Hashable {
    /// The version's id.
    package var id: UUID
    /// The panel's name.
    package var name: String
    /// The version's name.
    package var version: String
    /// `GRCh37` or `GRCh38`.
    package var assembly: String
    /// The digest of its content.
    package var contentHash: Digest
    /// When it was deposited.
    package var createdAt: Date
    /// Whether no newer version has been deposited.
    package var isCurrent: Bool
    /// How many genes it has.
    package var genes: Int
    /// How many transcripts it has.
    package var transcripts: Int
}

/// A transcript of a panel, with 0-based half-open coordinates.
package struct PanelTranscriptRow: Sendable, Hashable {
    /// HGNC's number of the gene.
    package var hgncID: Int
    /// The gene's symbol.
    package var symbol: String
    /// Accession with version.
    package var transcript: String
    /// How the gene's disease is inherited, as the panel says: `AD`, `AR`, `AD/AR`, …
    package var inheritance: String
    /// The contig's canonical name.
    package var chromosome: String
    /// 1 or −1.
    package var strand: Int
    /// The transcript.
    package var transcribed: Range<Int>
    /// The coding region, nil for a non-coding transcript.
    package var coding: Range<Int>?
    /// The exons, by position.
    package var exons: [Range<Int>]
    /// Free tags.
    package var tags: [String]

    /// Describes a transcript.
    package init(
        hgncID: Int, symbol: String, transcript: String, inheritance: String, chromosome: String, strand: Int,
        transcribed: Range<Int>, coding: Range<Int>?, exons: [Range<Int>], tags: [String]
    ) {
        self.hgncID = hgncID
        self.symbol = symbol
        self.transcript = transcript
        self.inheritance = inheritance
        self.chromosome = chromosome
        self.strand = strand
        self.transcribed = transcribed
        self.coding = coding
        self.exons = exons
        self.tags = tags
    }
}

/// A phenotype of a panel.
package struct PanelPhenotypeRow: Sendable, Hashable {
    /// HGNC's number of the gene.
    package var hgncID: Int
    /// The gene's symbol.
    package var symbol: String
    /// How it is inherited.
    package var inheritance: String
    /// Its MIM number.
    package var mimNumber: Int?
    /// What it is.
    package var description: String

    /// Describes a phenotype.
    package init(hgncID: Int, symbol: String, inheritance: String, mimNumber: Int?, description: String) {
        self.hgncID = hgncID
        self.symbol = symbol
        self.inheritance = inheritance
        self.mimNumber = mimNumber
        self.description = description
    }
}

/// A panel version to be deposited.
package struct NewPanel: Sendable {
    /// The panel's name.
    package var name: String
    /// The version's name.
    package var version: String
    /// `GRCh37` or `GRCh38`.
    package var assembly: String
    /// The digest of the canonical content.
    package var contentHash: Digest
    /// Its transcripts.
    package var transcripts: [PanelTranscriptRow]
    /// Its phenotypes.
    package var phenotypes: [PanelPhenotypeRow]

    /// Describes a panel version.
    package init(
        name: String, version: String, assembly: String, contentHash: Digest, transcripts: [PanelTranscriptRow],
        phenotypes: [PanelPhenotypeRow]
    ) {
        self.name = name
        self.version = version
        self.assembly = assembly
        self.contentHash = contentHash
        self.transcripts = transcripts
        self.phenotypes = phenotypes
    }
}

/// What became of a deposit.
package enum DepositOutcome: Sendable, Hashable {
    /// A new version now stands.
    case deposited(UUID)
    /// The same content was there already.
    case unchanged(UUID)

    /// The version that holds the content.
    package var id: UUID {
        switch self {
        case .deposited(let id), .unchanged(let id): id
        }
    }
}
