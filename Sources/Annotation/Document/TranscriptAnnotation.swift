/// What a document says about an allele on one transcript.
package struct TranscriptAnnotation: Hashable, Sendable {
    /// Accession with version, for example `NM_000059.3`.
    package var transcript: String
    /// HGNC id of the gene; `nil` when nobody knew it.
    package var hgncID: Int?
    /// Gene symbol.
    package var symbol: String?
    /// +1 or -1.
    package var strand: Int?
    /// Sorted alphabetically; unknown terms included.
    package var consequences: [ConsequenceTerm] = []
    /// Whether the annotator calls it canonical.
    package var isCanonical = false
    /// Whether the variant lies in the last exon.
    package var isInLastExon = false
    /// The name after the accession, `c.…` or `n.…`.
    package var hgvsc: String?
    /// See ``HGVSShortening/short``.
    package var hgvscShort: String?
    /// See ``HGVSShortening/insertion``.
    package var hgvscInsertion: String?
    /// The name after the accession, `p.…`.
    package var hgvsp: String?
    /// Accession of the protein.
    package var protein: String?
    /// See ``HGVSDistance/exon``.
    package var exonDistance: Int?
    /// See ``HGVSDistance/codingRegion``.
    package var codingRegionDistance: Int?
    /// `n/m`
    package var exon: String?
    /// `n/m`
    package var intron: String?
    /// `R/H`
    package var aminoAcids: String?
    /// `cGc/cAc`
    package var codons: String?
    /// `rs` numbers.
    package var dbsnp: [String]?
    /// The matching RefSeq or Ensembl transcript when this one is MANE Select.
    package var maneSelect: String?
    /// The matching RefSeq or Ensembl transcript when this one is MANE Plus Clinical.
    package var manePlusClinical: String?

    /// A transcript of which only the name is known.
    package init(transcript: String) {
        self.transcript = transcript
    }
}
