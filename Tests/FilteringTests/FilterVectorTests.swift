import Annotation
import Foundation
import Testing

@testable import Filtering

@Suite(.enabled(if: Vectors.isAvailable, "shared vectors are not there"))
struct FilterVectorTests {
    /// The recorded documents hold the forerunner's 32-bit frequencies: on these the answers must be equal.
    @Test(arguments: Vectors.chains)
    func answersAreThoseOfTheForerunner(_ chain: Vectors.Chain) throws {
        #expect(try removedKeys(chain) { $0 } == expected(chain))
    }

    /// With the decimal numbers of the file, the alleles exactly on a limit are removed too (W-14).
    @Test(arguments: Vectors.chains)
    func decimalFrequenciesReachTheirLimits(_ chain: Vectors.Chain) throws {
        var corrected = try expected(chain)
        let differences = try Vectors.json(Vectors.root + "/vectors/differences.json").objectValue
        let steps = differences?[path: ["W-14", chain.folder, chain.name, "steps"]]?.arrayValue ?? []
        for step in steps.compactMap(\.objectValue) {
            let place = try #require(step["step"]?.stringValue?.split(separator: " ").first.flatMap { Int($0) })
            func keys(_ name: String) -> Set<String> { Set(step[name]?.arrayValue?.compactMap(\.stringValue) ?? []) }
            corrected[place].subtract(keys("not_removed_when_fixed"))
            corrected[place].formUnion(keys("removed_when_fixed"))
        }
        #expect(try removedKeys(chain, value: Self.decimal) == corrected)
    }

    @Test func enoughChainsAreTried() {
        #expect(Vectors.chains.count >= 20)
        #expect(Vectors.chains.contains { $0.name == "only_frequency_genes" })
    }

    /// The decimal number that a 32-bit float was read from: its shortest text.
    private static func decimal(_ value: Double) -> Double {
        Double(Float(value).description) ?? value
    }

    private func expected(_ chain: Vectors.Chain) throws -> [Set<String>] {
        let steps = try Vectors.json("\(chain.path)/expected/\(chain.name).json").objectValue?["steps"]?.arrayValue
        return try #require(steps).map { step in
            Set(step.objectValue?["removed"]?.arrayValue?.compactMap(\.stringValue) ?? [])
        }
    }

    /// The keys that each step removes.
    private func removedKeys(_ chain: Vectors.Chain, value: (Double) -> Double) throws -> [Set<String>] {
        let alleles = try Vectors.alleles(chain)
        var builder = FilterInputBuilder(capacity: alleles.count)
        for (row, allele) in alleles.enumerated() {
            builder.addAllele(Int64(row), annotationVersion: nil)
            let frequencies = allele.annotation.frequencies.map { item in
                var item = item
                item.frequency = item.frequency.map(value)
                return item
            }
            builder.addAnnotation(transcripts: allele.annotation.transcripts, frequencies: frequencies)
        }
        let configuration = try FilterConfiguration(Vectors.json("\(chain.path)/chains/\(chain.name).json"))
        let result = try FilterChain(configuration, settings: FilterSettings(inclusionRegex: "NM_.*"))
            .run(builder.build(), panel: Vectors.panel(chain))
        #expect(result.alleleIDs.count == alleles.count)
        return result.steps.map { step in
            Set(result.removedAlleleIDs(step: step.position).map { alleles[Int($0)].key })
        }
    }
}
