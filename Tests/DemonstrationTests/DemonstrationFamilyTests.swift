import Foundation
import Testing

@testable import Demonstration

@Suite struct DemonstrationFamilyTests {
    private static let files = DemonstrationFamily.generate()

    private func text(_ suffix: String) throws -> String {
        let file = try #require(Self.files.first { $0.name.hasSuffix(suffix) })
        return String(decoding: file.bytes, as: UTF8.self)
    }

    private func rows(_ suffix: String) throws -> [[String]] {
        try text(suffix).split(separator: "\n").map {
            $0.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
        }
    }

    @Test func theSameSeedGivesTheSameBytes() {
        #expect(DemonstrationFamily.generate() == Self.files)
    }

    /// A change of this number is a change of the demonstration that everybody sees.
    @Test func theDefaultFamilyIsPinned() throws {
        let file = try #require(Self.files.first { $0.name.hasSuffix(".vcf") })
        let hash = file.bytes.reduce(UInt64(0xcbf2_9ce4_8422_2325)) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
        #expect(String(hash, radix: 16) == "b748266690ba3085")
    }

    @Test func anotherSeedChangesTheCaseAndNothingElse() {
        let other = DemonstrationFamily.generate(seed: 7)
        let changed = zip(Self.files, other).filter { $0 != $1 }.map(\.0.name)
        #expect(changed == ["README.md", "DEMO-FAM1.Demonstration_v1.0/DEMO-FAM1.Demonstration_v1.0.vcf"])
        #expect(ParsedVCF(other).records.count == 3_000)
    }

    @Test func theFoldersFollowTheNamesOfADeposit() {
        #expect(
            Self.files.map(\.name).sorted() == [
                "DEMO-FAM1.Demonstration_v1.0/DEMO-FAM1.Demonstration_v1.0.analysis",
                "DEMO-FAM1.Demonstration_v1.0/DEMO-FAM1.Demonstration_v1.0.ped",
                "DEMO-FAM1.Demonstration_v1.0/DEMO-FAM1.Demonstration_v1.0.vcf",
                "Demonstration_v1.0/Demonstration_v1.0_genes_transcripts.tsv",
                "Demonstration_v1.0/Demonstration_v1.0_phenotypes.tsv",
                "README.md",
                "filter-configuration.json",
            ])
    }

    @Test func thePedigreeHasOneAffectedGirlAndHerParents() throws {
        #expect(
            try rows(".ped") == [
                ["DEMO-FAM1", "DEMO-P1", "DEMO-F1", "DEMO-M1", "2", "2", "1"],
                ["DEMO-FAM1", "DEMO-F1", "0", "0", "1", "1", "0"],
                ["DEMO-FAM1", "DEMO-M1", "0", "0", "2", "1", "0"],
            ])
    }

    @Test func theDescriptorNamesTheFilesBesideItAndThePanel() throws {
        struct Descriptor: Decodable {
            struct Entry: Decodable, Equatable { var vcf, ped, technology: String }
            var name, genepanel_name, genepanel_version, date_requested: String
            var priority: Int
            var data: [Entry]
        }
        let bytes = Data(try text(".analysis").utf8)
        let descriptor = try JSONDecoder().decode(Descriptor.self, from: bytes)
        #expect(descriptor.name == DemonstrationFamily.analysisName)
        #expect([descriptor.genepanel_name, descriptor.genepanel_version] == ["Demonstration", "v1.0"])
        #expect(
            descriptor.data == [
                .init(vcf: "\(descriptor.name).vcf", ped: "\(descriptor.name).ped", technology: "HTS")
            ])
        let keys = try #require(try JSONSerialization.jsonObject(with: bytes) as? [String: Any]).keys
        #expect(
            Set(keys) == [
                "name", "genepanel_name", "genepanel_version", "priority", "report", "warnings", "date_requested",
                "data",
            ])
    }

    @Test func thePanelTablesHaveTheColumnsOfADeposit() throws {
        let transcripts = try rows("_genes_transcripts.tsv")
        #expect(
            transcripts[0] == [
                "#chromosome", "read start", "read end", "name", "score", "strand", "tags", "HGNC id", "HGNC symbol",
                "inheritance", "coding start", "coding end", "exon starts", "exon ends", "metadata",
            ])
        #expect(transcripts.count == 51)
        let cftr = try #require(transcripts.first { $0[8] == "CFTR" })
        #expect(
            Array(cftr[..<12])
                == [
                    "7", "117120078", "117308718", "NM_000492.4", "0.0", "+", "", "1884", "CFTR", "AR", "117120148",
                    "117307162",
                ])
        for row in transcripts.dropFirst() {
            let starts = row[12].split(separator: ",").compactMap { Int($0) }
            let ends = row[13].split(separator: ",").compactMap { Int($0) }
            #expect(row.count == 15 && starts.count == ends.count && zip(starts, ends).allSatisfy { $0 < $1 })
            #expect(starts.first == Int(row[1]) && ends.last == Int(row[2]) && starts == starts.sorted())
        }
        let phenotypes = try rows("_phenotypes.tsv")
        #expect(
            phenotypes[0] == ["HGNC id", "HGNC symbol", "inheritance", "phenotype MIM number", "phenotype"])
        #expect(Set(phenotypes.dropFirst().map { $0[0] }) == Set(transcripts.dropFirst().map { $0[7] }))
    }

    @Test func theFilterConfigurationIsFrequencyThenConsequence() throws {
        let json = try JSONSerialization.jsonObject(with: Data(try text("filter-configuration.json").utf8))
        let entry = try #require(json as? [String: Any])
        #expect(Set(entry.keys) == ["name", "usergroups", "requirements", "filterconfig"])
        let filters = try #require((entry["filterconfig"] as? [String: Any])?["filters"] as? [[String: Any]])
        #expect(filters.map { $0["name"] as? String } == ["frequency", "consequence"])
        let frequency = try #require(filters[0]["config"] as? [String: Any])
        #expect(Set(frequency.keys) == ["groups", "num_thresholds", "thresholds"])
        let consequence = try #require(filters[1]["config"] as? [String: Any])
        #expect(consequence["consequences"] as? [String] == FilterConfigurationDocument.removedTerms)
    }

    @Test func theReadmeSaysWhatIsInvented() throws {
        let readme = try text("README.md")
        #expect(readme.contains("Not for diagnostic use"))
        #expect(readme.contains("a check of REF against the reference genome fails"))
        for known in KnownVariant.all { #expect(readme.contains(known.coding)) }
    }
}
