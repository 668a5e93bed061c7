/// One record of the demonstration VCF.
struct VariantRecord: Sendable {
    var variant: SmallVariant
    var consequences: [TranscriptConsequence]
    var populations: [PopulationCounts]
    var genotype: FamilyGenotype
    /// Proband, father, mother.
    var calls: [GenotypeCall]
    var isLowQuality: Bool

    /// Appends the line, with its newline.
    func write(to bytes: inout [UInt8]) {
        let reads = calls.reduce(0) { $0 + $1.alternativeReads }
        let quality = isLowQuality ? "\(reads % 20 + 8).4" : "\(reads * 26).\(reads % 10)"
        bytes +=
            [
                variant.contig.rawValue, String(variant.position), ".", variant.reference, variant.alternative, quality,
                isLowQuality ? "LowQual" : "PASS", "",
            ].joined(separator: "\t").utf8
        writeInformation(to: &bytes)
        bytes += "\t\(GenotypeCall.format)".utf8
        for call in calls { bytes += "\t\(call.text)".utf8 }
        bytes.append(UInt8(ascii: "\n"))
    }

    private func writeInformation(to bytes: inout [UInt8]) {
        let alleles = calls.flatMap(\.alleles)
        bytes += "AC=\(alleles.reduce(0, +));AN=\(alleles.count)".utf8
        for population in populations {
            for group in population.groups {
                let suffix = group.name.isEmpty ? "" : "_\(group.name)"
                let prefix = ";\(population.database.rawValue)__"
                bytes += "\(prefix)AC\(suffix)=\(group.alleles)".utf8
                bytes += "\(prefix)AN\(suffix)=\(group.chromosomes)".utf8
                bytes += "\(prefix)AF\(suffix)=\(group.frequency)".utf8
                bytes += "\(prefix)Hom\(suffix)=\(group.homozygotes)".utf8
            }
        }
        bytes += ";CSQ=".utf8
        let allele = variant.vepAllele
        bytes += consequences.map { $0.fields(allele: allele).joined(separator: "|") }.joined(separator: ",").utf8
    }
}
