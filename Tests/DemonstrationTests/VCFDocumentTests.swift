import Testing

@testable import Demonstration

@Suite struct VCFDocumentTests {
    private let vcf = ParsedVCF.standard

    @Test func theHeaderDeclaresEveryFieldOfTheRecords() {
        #expect(vcf.header.first == "##fileformat=VCFv4.2")
        #expect(vcf.columns.suffix(4) == ["FORMAT", "DEMO-P1", "DEMO-F1", "DEMO-M1"])
        let declared = Set(
            vcf.header.filter { $0.hasPrefix("##INFO=<ID=") }.map {
                String($0.dropFirst(11).prefix { $0 != "," })
            })
        #expect(vcf.records.allSatisfy { declared.isSuperset(of: $0.information.keys) })
        #expect(declared.isSuperset(of: ["GNOMAD_EXOMES__Hom_SAS", "GNOMAD_GENOMES__AF_NFE", "CSQ"]))
        #expect(vcf.header.count { $0.hasPrefix("##contig=") } == 25)
    }

    @Test func theRecordsAreSortedAndUnique() {
        #expect(vcf.records.count == 3_000)
        let order = Dictionary(uniqueKeysWithValues: Contig.allCases.map { ($0.rawValue, $0.order) })
        let keys = vcf.records.map { (order[$0.contig] ?? 99, $0.position) }
        #expect(zip(keys, keys.dropFirst()).allSatisfy { $0 < $1 })
        // Deletions reach over the next bases; they must not reach the next record.
        #expect(
            zip(vcf.records, vcf.records.dropFirst()).allSatisfy {
                $0.contig != $1.contig || $0.position + $0.columns[3].count <= $1.position
            })
    }

    @Test func everyRecordIsAnnotatedOnATranscriptOfThePanel() {
        let genes = Dictionary(uniqueKeysWithValues: GeneModel.all.map { (String($0.hgncID), $0) })
        for record in vcf.records {
            #expect(record.columns.count == 12 && record.columns[8] == "GT:AD:DP:GQ:PL")
            guard let entry = record.consequences.first, let gene = genes[entry["HGNC_ID"] ?? ""] else {
                Issue.record("\(record.name) has no gene")
                continue
            }
            #expect(entry.count == TranscriptConsequence.header.count)
            #expect(entry["Feature"] == gene.transcript && entry["SYMBOL"] == gene.symbol)
            #expect(record.contig == gene.contig.rawValue)
            // Only outside the transcript there is no HGVS name, and only there is a distance.
            #expect(entry["HGVSc"]?.isEmpty == entry["Consequence"]?.hasSuffix("stream_gene_variant"))
            #expect(entry["HGVSc"]?.isEmpty != entry["DISTANCE"]?.isEmpty)
        }
    }

    @Test func readsAndLikelihoodsAgreeWithTheGenotype() throws {
        for record in vcf.records {
            for (column, genotype) in zip(record.columns[9...], record.genotypes) {
                let parts = column.split(separator: ":").map(String.init)
                guard let genotype else {
                    #expect(parts.dropFirst() == ["0,0", "0", ".", "."])
                    continue
                }
                let reads = parts[1].split(separator: ",").compactMap { Int($0) }
                let likelihoods = parts[4].split(separator: ",").compactMap { Int($0) }
                #expect(reads.reduce(0, +) == Int(parts[2]))
                #expect(likelihoods.count == genotype.count + 1)
                #expect(likelihoods[genotype.reduce(0, +)] == 0, "\(record.name) \(column)")
                #expect(Int(parts[3]) == min(99, likelihoods.sorted()[1]))
            }
        }
    }

    @Test func countsOfTheRecordAreThoseOfItsCalls() {
        for record in vcf.records {
            let alleles = record.genotypes.compactMap(\.self).flatMap(\.self)
            #expect(record.information["AC"] == String(alleles.reduce(0, +)))
            #expect(record.information["AN"] == String(alleles.count))
            #expect(alleles.contains(1), "\(record.name) is carried by nobody")
        }
    }

    @Test func everyChildHasOneAlleleOfEachParentExceptTheDeNovoVariant() {
        let deNovo = Set(
            KnownVariant.all.filter { $0.origin == .deNovo }.map {
                "\($0.variant.contig.rawValue):\($0.variant.position) \($0.variant.reference)>\($0.variant.alternative)"
            })
        var violations: [String] = []
        for record in vcf.records {
            guard let father = record.genotypes[1], let mother = record.genotypes[2] else { continue }
            #expect(father.count == (record.contig == "X" ? 1 : 2) && record.proband.count == 2)
            let possible = father.flatMap { paternal in mother.map { [paternal, $0].sorted() } }
            if !possible.contains(record.proband) { violations.append(record.name) }
        }
        #expect(Set(violations) == deNovo)
        #expect(deNovo.count == 1)
    }

    @Test func populationNumbersAreConsistent() throws {
        for record in vcf.records {
            for database in PopulationCounts.Database.allCases {
                guard record.information["\(database.rawValue)__AN"] != nil else { continue }
                func number(_ key: String) throws -> Double {
                    try #require(record.information["\(database.rawValue)__\(key)"].flatMap(Double.init))
                }
                let sum = try database.groups.reduce(0) { try $0 + number("AC_\($1.name)") }
                #expect(try number("AC") == sum)
                #expect(try abs(number("AF") - number("AC") / number("AN")) < 0.000_001)
                #expect(try 2 * number("Hom") <= number("AC") + 8)
                #expect(try number("AN") >= 5_000)
            }
        }
    }
}
