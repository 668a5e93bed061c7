/// The demonstration: an invented family of three with everything needed to import and filter it.
///
/// Only public facts and invented numbers go in: gene models and published variants are real, the people, the
/// background variants and all read counts are not. The same seed gives the same bytes everywhere.
package enum DemonstrationFamily {
    /// The seed of the family the documentation shows.
    package static let defaultSeed: UInt64 = 20_250_115

    /// Name and version of the gene panel.
    package static let panelName = "Demonstration"
    /// Version as the deposit format writes it, with the leading `v`.
    package static let panelVersion = "v1.0"
    /// Name of the analysis; the panel can be read from it too.
    package static let analysisName = "DEMO-FAM1.Demonstration_v1.0"
    /// Name of the filter configuration.
    package static let filterConfigurationName = "Demonstration: frequency, consequence"

    /// Sample identifiers: proband (a girl), father, mother.
    package static let sampleIDs = ["DEMO-P1", "DEMO-F1", "DEMO-M1"]
    /// Family identifier of the pedigree.
    package static let familyID = "DEMO-FAM1"

    /// Every file of the demonstration.
    ///
    /// - `<analysis>/<analysis>.vcf`, `.ped` and `.analysis`: the case, plain text; the descriptor names the VCF
    ///   without compression, so a caller that compresses it must adjust the descriptor.
    /// - `<panel>/<panel>_genes_transcripts.tsv` and `_phenotypes.tsv`: the gene panel as it is deposited.
    /// - `filter-configuration.json`: one filter configuration in the wrapped form of an upload.
    /// - `README.md`: what is real, what is invented, and what to expect.
    ///
    /// - Parameter seed: chooses the background and the read counts. Published variants and their carriers stay.
    package static func generate(seed: UInt64 = defaultSeed) -> [GeneratedFile] {
        let records = FamilyRecords.generate(seed: seed)
        let analysis = "\(analysisName)/\(analysisName)"
        let panel = "\(panelName)_\(panelVersion)"
        return [
            GeneratedFile("README.md", ReadmeDocument(seed: seed, records: records).text),
            GeneratedFile("filter-configuration.json", FilterConfigurationDocument.text),
            GeneratedFile("\(analysis).analysis", DescriptorDocument.text),
            GeneratedFile("\(analysis).ped", PedigreeDocument.text),
            GeneratedFile("\(analysis).vcf", bytes: VCFDocument.bytes(records, seed: seed)),
            GeneratedFile("\(panel)/\(panel)_genes_transcripts.tsv", GenePanelDocument.transcripts),
            GeneratedFile("\(panel)/\(panel)_phenotypes.tsv", GenePanelDocument.phenotypes),
        ]
    }
}
