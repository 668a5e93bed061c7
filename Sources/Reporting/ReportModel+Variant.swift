extension ReportModel {
    /// One classified variant.
    package struct Variant: Codable, Equatable, Sendable {
        package var geneSymbol: String
        /// With version.
        package var transcript: String
        /// Without the transcript: `c.1521_1523del`.
        package var hgvsCoding: String
        /// Without the protein: `p.Phe508del`.
        package var hgvsProtein: String?
        /// `chr7:g.117199645_117199647del`, or as a VCF writes it.
        package var genomic: String
        /// In words or as Sequence Ontology terms.
        package var consequence: String
        package var genotypes: Genotypes
        package var classification: Classification
        /// How the classification was reached; rich text.
        package var evaluation: String?
        /// What the report says about the variant; rich text.
        package var reportText: String?

        package init(
            geneSymbol: String, transcript: String, hgvsCoding: String, hgvsProtein: String? = nil, genomic: String,
            consequence: String, genotypes: Genotypes, classification: Classification, evaluation: String? = nil,
            reportText: String? = nil
        ) {
            self.geneSymbol = geneSymbol
            self.transcript = transcript
            self.hgvsCoding = hgvsCoding
            self.hgvsProtein = hgvsProtein
            self.genomic = genomic
            self.consequence = consequence
            self.genotypes = genotypes
            self.classification = classification
            self.evaluation = evaluation
            self.reportText = reportText
        }
    }

    /// Genotypes in words; `nil` where the member was not examined.
    package struct Genotypes: Codable, Equatable, Sendable {
        package var proband: String
        package var father: String?
        package var mother: String?

        package init(proband: String, father: String? = nil, mother: String? = nil) {
            self.proband = proband
            self.father = father
            self.mother = mother
        }
    }

    package struct Classification: Codable, Equatable, Sendable {
        /// The value in the laboratory's configuration: `5`, `NP`, …
        package var value: String
        /// What is shown: `Pathogenic (class 5)`.
        package var label: String

        package init(value: String, label: String) {
            self.value = value
            self.label = label
        }
    }
}
