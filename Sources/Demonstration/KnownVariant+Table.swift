extension KnownVariant {
    /// The published variants of the demonstration, by contig and position.
    static let all: [KnownVariant] = [
        KnownVariant(
            symbol: "MUTYH", variant: SmallVariant(.chr1, 45_797_228, "C", "T"), coding: "c.1187G>A",
            protein: "p.Gly396Asp", terms: ["missense_variant"], aminoAcids: "G/D", codons: "gGt/gAt",
            dbSNP: "rs36053993", frequency: 0.0030, origin: .fatherOnly),
        KnownVariant(
            symbol: "ACADM", variant: SmallVariant(.chr1, 76_226_846, "A", "G"), coding: "c.985A>G",
            protein: "p.Lys329Glu", terms: ["missense_variant"], aminoAcids: "K/E", codons: "Aaa/Gaa",
            dbSNP: "rs77931234", frequency: 0.0034, origin: .paternal),
        KnownVariant(
            symbol: "USH2A", variant: SmallVariant(.chr1, 216_420_436, "TC", "T"), coding: "c.2299del",
            protein: "p.Glu767SerfsTer21", terms: ["frameshift_variant"], aminoAcids: "E/X", codons: "Gag/ag",
            dbSNP: "rs80338903", frequency: 0.0008, origin: .paternal),
        KnownVariant(
            symbol: "HFE", variant: SmallVariant(.chr6, 26_093_141, "G", "A"), coding: "c.845G>A",
            protein: "p.Cys282Tyr", terms: ["missense_variant"], aminoAcids: "C/Y", codons: "tGc/tAc",
            dbSNP: "rs1800562", frequency: 0.033, origin: .paternal),
        KnownVariant(
            symbol: "CFTR", variant: SmallVariant(.chr7, 117_199_644, "ATCT", "A"), coding: "c.1521_1523del",
            protein: "p.Phe508del", terms: ["inframe_deletion"], aminoAcids: "IF/I", codons: "aTCTtt/att",
            dbSNP: "rs113993960", frequency: 0.0070, origin: .paternal, ensembl: .cftr),
        KnownVariant(
            symbol: "CFTR", variant: SmallVariant(.chr7, 117_227_832, "G", "T"), coding: "c.1624G>T",
            protein: "p.Gly542Ter", terms: ["stop_gained"], aminoAcids: "G/*", codons: "Gga/Tga",
            dbSNP: "rs113993959", frequency: 0.0003, origin: .maternal, ensembl: .cftr),
        KnownVariant(
            symbol: "DHCR7", variant: SmallVariant(.chr11, 71_146_886, "C", "G"), coding: "c.964-1G>C", protein: nil,
            terms: ["splice_acceptor_variant"], dbSNP: "rs138659167", frequency: 0.0040, origin: .paternal),
        KnownVariant(
            symbol: "PAH", variant: SmallVariant(.chr12, 103_234_271, "G", "A"), coding: "c.1222C>T",
            protein: "p.Arg408Trp", terms: ["missense_variant"], aminoAcids: "R/W", codons: "Cgg/Tgg",
            dbSNP: "rs5030858", frequency: 0.0009, origin: .maternal,
            ensembl: Ensembl(
                gene: "ENSG00000171759", transcript: "ENST00000553106.1", protein: "ENSP00000448059.1")),
        KnownVariant(
            symbol: "PTPN11", variant: SmallVariant(.chr12, 112_915_523, "A", "G"), coding: "c.922A>G",
            protein: "p.Asn308Asp", terms: ["missense_variant"], aminoAcids: "N/D", codons: "Aat/Gat",
            dbSNP: "rs28933386", frequency: 0, origin: .deNovo),
        KnownVariant(
            symbol: "GJB2", variant: SmallVariant(.chr13, 20_763_685, "AC", "A"), coding: "c.35del",
            protein: "p.Gly12ValfsTer2", terms: ["frameshift_variant"], aminoAcids: "G/X", codons: "gGt/gt",
            dbSNP: "rs80338939", frequency: 0.0060, origin: .maternal,
            ensembl: Ensembl(
                gene: "ENSG00000165474", transcript: "ENST00000382844.1", protein: "ENSP00000372295.1")),
        KnownVariant(
            symbol: "ATP7B", variant: SmallVariant(.chr13, 52_518_281, "G", "T"), coding: "c.3207C>A",
            protein: "p.His1069Gln", terms: ["missense_variant"], aminoAcids: "H/Q", codons: "caC/caA",
            dbSNP: "rs76151636", frequency: 0.0010, origin: .maternal),
        KnownVariant(
            symbol: "BRCA1", variant: SmallVariant(.chr17, 41_209_079, "T", "TG"), coding: "c.5266dup",
            protein: "p.Gln1756ProfsTer74", terms: ["frameshift_variant"], aminoAcids: "Q/PX", codons: "cag/cCag",
            dbSNP: "rs80357906", frequency: 0.00014, origin: .motherOnly),
        KnownVariant(
            symbol: "GAA", variant: SmallVariant(.chr17, 78_078_341, "T", "G"), coding: "c.-32-13T>G", protein: nil,
            terms: ["intron_variant"], dbSNP: "rs386834236", frequency: 0.0036, origin: .maternal),
    ]
}

extension KnownVariant.Ensembl {
    fileprivate static let cftr = Self(
        gene: "ENSG00000001626", transcript: "ENST00000003084.6", protein: "ENSP00000003084.6")
}

extension SmallVariant {
    fileprivate init(_ contig: Contig, _ position: Int, _ reference: String, _ alternative: String) {
        self.init(contig: contig, position: position, reference: reference, alternative: alternative)
    }
}
