package import struct Foundation.Date
package import struct Foundation.UUID

/// A version of a gene panel to be deposited: the two files of the panel's folder, as text.
package struct PanelDeposit: Sendable, Codable {
    /// `GRCh37` (default) or `GRCh38`.
    package var assembly: String?
    /// `<panel>_genes_transcripts.tsv`.
    package var genesTranscripts: String
    /// `<panel>_phenotypes.tsv`.
    package var phenotypes: String

    package init(assembly: String?, genesTranscripts: String, phenotypes: String) {
        self.assembly = assembly
        self.genesTranscripts = genesTranscripts
        self.phenotypes = phenotypes
    }
}

/// A version of a gene panel.
package struct PanelView: Sendable, Codable, Hashable {
    package var id: UUID
    package var name: String
    package var version: String
    package var assembly: String
    /// SHA-256 of the canonical content, hexadecimal.
    package var contentHash: String
    package var genes: Int
    package var transcripts: Int
    /// Whether no newer version of the panel has been deposited.
    package var current: Bool
    package var deposited: Date

    package init(
        id: UUID, name: String, version: String, assembly: String, contentHash: String, genes: Int, transcripts: Int,
        current: Bool, deposited: Date
    ) {
        self.id = id
        self.name = name
        self.version = version
        self.assembly = assembly
        self.contentHash = contentHash
        self.genes = genes
        self.transcripts = transcripts
        self.current = current
        self.deposited = deposited
    }
}

/// A version of a filter configuration.
package struct FilterConfigurationView: Sendable, Codable, Hashable {
    package var id: UUID
    package var name: String
    package var version: Int
    /// SHA-256 of the document, hexadecimal.
    package var contentHash: String
    package var deposited: Date

    package init(id: UUID, name: String, version: Int, contentHash: String, deposited: Date) {
        self.id = id
        self.name = name
        self.version = version
        self.contentHash = contentHash
        self.deposited = deposited
    }
}
