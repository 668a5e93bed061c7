/// What the demonstration contains, for the person who opens the folder.
struct ReadmeDocument: Sendable {
    let seed: UInt64
    let records: [VariantRecord]

    var text: String {
        let ids = DemonstrationFamily.sampleIDs
        let carried = records.count { $0.genotype.proband.contains(1) }
        return """
            # Cistron demonstration

            An invented family of three: `\(ids[0])` (proband, a girl, affected), `\(ids[1])` (father) and `\(ids[2])`
            (mother). Made by `cistron demo data --seed \(seed)`; the same seed gives the same bytes.
            **Not for diagnostic use.**

            ## Files

            | file | content |
            |---|---|
            | `\(DemonstrationFamily.analysisName)/*.vcf` | \(records.count) variants of three samples, GRCh37, \
            annotated (CSQ, population frequencies); the proband carries \(carried) |
            | `\(DemonstrationFamily.analysisName)/*.ped` | the pedigree |
            | `\(DemonstrationFamily.analysisName)/*.analysis` | the descriptor of the import |
            | `\(DemonstrationFamily.panelName)_\(DemonstrationFamily.panelVersion)/` | a panel of \
            \(GeneModel.all.count) genes |
            | `filter-configuration.json` | remove common variants, then those without an effect on the protein |

            ## What is real

            - Genes: symbols, HGNC numbers, RefSeq transcripts, and exons on GRCh37. Untranslated ends may belong to
              another version of a transcript than the one named.
            - The published variants below: position, alleles, HGVS names and consequences.

            ## What is invented

            - The people, their relations, genotypes, reads and qualities. A real person carries far fewer of the
              published variants.
            - The other \(records.count - KnownVariant.all.count) variants. Their positions and names fit the genes,
              but the bases come from an invented sequence: a check of REF against the reference genome fails, and
              the changed amino acids are not those of the protein.
            - All frequencies. Those of the published variants have the size public databases report, no more.

            ## The case

            Failure to thrive, recurrent chest infections and pulmonary stenosis. Two variants of *CFTR*, one from
            each parent, explain the lungs and the growth; a *de novo* variant of *PTPN11* explains the heart.

            | GRCh37 | gene | name | carried by |
            |---|---|---|---|
            \(KnownVariant.all.map(row).joined(separator: "\n"))

            ## What to look for

            - *HFE* c.845G>A is removed by the frequency filter: it is common. *GAA* c.-32-13T>G is removed by the
              consequence filter: it lies in an intron. Both are disease-causing. A laboratory adds exceptions for
              variants it has already classified.
            - The variants that only a parent carries are part of the file, but not of the proband's analysis.

            """
    }

    private func row(_ known: KnownVariant) -> String {
        let variant = known.variant
        let place = "\(variant.contig.rawValue):\(variant.position) \(variant.reference)>\(variant.alternative)"
        let name = ["\(GeneModel.named(known.symbol).transcript):\(known.coding)", known.protein].compactMap(\.self)
        return "| \(place) | *\(known.symbol)* | \(name.joined(separator: " ")) | \(known.origin.rawValue) |"
    }
}
