@testable import Reporting

/// A report of an invented family.
enum SampleReport {
    static func model() throws -> ReportModel {
        ReportModel(
            id: "0194a5c2-7d1e-7b3a-9c40-2f6d8e1a5b77", laboratory: "Laboratory for Medical Genetics",
            analysisName: "DEMO-FAM1.Demonstration_v1.0", panel: .init(name: "Demonstration", version: "v1.0"),
            assembly: "GRCh37", filterConfiguration: .init(name: "Demonstration: frequency, consequence", version: "3"),
            samples: [
                .init(id: "DEMO-P1", sex: .female, isAffected: true, relation: .proband),
                .init(id: "DEMO-F1", sex: .male, isAffected: false, relation: .father),
                .init(id: "DEMO-M1", sex: .female, isAffected: false, relation: .mother),
            ],
            indication: "Failure to thrive, recurrent chest infections and pulmonary stenosis.",
            conclusion: """
                <p>Two pathogenic variants were found in <i>CFTR</i>, one inherited from each parent. This confirms the \
                diagnosis of cystic fibrosis.</p><p>In addition a pathogenic <em>de novo</em> variant was found in \
                <i>PTPN11</i>, which explains the heart defect (Noonan syndrome).</p>
                """,
            variants: [deltaF508, gly542, noonan], otherVariants: [carrier, spliceSite],
            counts: .init(
                records: 3_000, alleles: 2_829, kept: 33,
                steps: [.init(name: "frequency", removed: 2_641), .init(name: "consequence", removed: 155)]),
            signatures: [
                .init(
                    name: "Interpreter One", role: "Interpretation", signedAt: try ReportTime("2025-01-20T09:12:40Z")),
                .init(name: "Reviewer Two", role: "Medical review", signedAt: try ReportTime("2025-01-21T14:05:00Z")),
            ],
            provenance: .init(
                roundID: "0194a5b0-11c2-7e55-8f00-d2b7a9c3e410", snapshotID: "0194a5c2-6a90-7c11-b3de-90f1e2d3c4b5",
                panelHash: "9f2c4be1d07a63f58ac1e94b0d3f7265c8e1a9b4d60f2357ce84ab19d7e3f602",
                filterConfigurationHash: "41d8a0c97be2f365d1094ea7c3b58f62e07d91ab4c2f86e35d7019bca8f4e2d1",
                annotationRelease: "VEP 98, 2025-01-02", softwareVersion: "Cistron 1.0.0",
                templateVersion: ReportRenderer.templateVersion),
            correction: .init(
                previousReportID: "0194a1d7-03b9-7f20-a6c8-5e4d3c2b1a09",
                reason: "The transcript of the second variant was named wrongly."))
    }

    static let deltaF508 = ReportModel.Variant(
        geneSymbol: "CFTR", transcript: "NM_000492.4", hgvsCoding: "c.1521_1523del", hgvsProtein: "p.Phe508del",
        genomic: "GRCh37 chr7:g.117199646_117199648del", consequence: "Inframe deletion",
        genotypes: .init(proband: "Heterozygous", father: "Heterozygous", mother: "Reference"),
        classification: .init(value: "5", label: "Class 5, pathogenic"),
        evaluation: "The most frequent disease-causing variant of CFTR. PM3_VeryStrong, PS3, PM4, PP4.",
        reportText: "The variant removes one phenylalanine and prevents the protein from reaching the cell surface.")

    static let gly542 = ReportModel.Variant(
        geneSymbol: "CFTR", transcript: "NM_000492.4", hgvsCoding: "c.1624G>T", hgvsProtein: "p.Gly542Ter",
        genomic: "GRCh37 chr7:g.117227832G>T", consequence: "Stop gained",
        genotypes: .init(proband: "Heterozygous", father: "Reference", mother: "Heterozygous"),
        classification: .init(value: "5", label: "Class 5, pathogenic"),
        reportText: "The variant ends the protein early.\nIt is inherited from the other parent than p.Phe508del.")

    static let noonan = ReportModel.Variant(
        geneSymbol: "PTPN11", transcript: "NM_002834.5", hgvsCoding: "c.922A>G", hgvsProtein: "p.Asn308Asp",
        genomic: "GRCh37 chr12:g.112915523A>G", consequence: "Missense variant",
        genotypes: .init(proband: "Heterozygous (de novo)", father: "Reference", mother: "Reference"),
        classification: .init(value: "4", label: "Class 4, likely pathogenic"),
        evaluation: "<div>PS2, PM1, PM2_Supporting.</div><div>Absent from 245,000 chromosomes.</div>",
        reportText: "The variant is new in the child.")

    static let carrier = ReportModel.Variant(
        geneSymbol: "PAH", transcript: "NM_000277.3", hgvsCoding: "c.1222C>T", hgvsProtein: "p.Arg408Trp",
        genomic: "GRCh37 chr12:g.103234271G>A", consequence: "Missense variant",
        genotypes: .init(proband: "Heterozygous", father: "Reference", mother: "Heterozygous"),
        classification: .init(value: "5", label: "Class 5, pathogenic"))

    static let spliceSite = ReportModel.Variant(
        geneSymbol: "COL2A1", transcript: "NM_001844.5", hgvsCoding: "c.709-3A>G",
        genomic: "GRCh37 chr12:g.48389094T>C", consequence: "Splice region variant",
        genotypes: .init(proband: "Heterozygous", father: "Heterozygous", mother: "Reference"),
        classification: .init(value: "3", label: "Class 3, uncertain significance"))
}
