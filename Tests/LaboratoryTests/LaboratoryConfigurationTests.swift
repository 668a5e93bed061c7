import Foundation
import Laboratory
import Testing

@Suite("Laboratory configuration")
struct LaboratoryConfigurationTests {
    @Test("The initial configuration is sound and survives JSON")
    func initial() throws {
        let initial = LaboratoryConfiguration.initial
        #expect(initial.problems().isEmpty)
        let copy = try JSONDecoder().decode(LaboratoryConfiguration.self, from: JSONEncoder().encode(initial))
        #expect(copy == initial)
        #expect(Set(initial.classificationOptions.map(\.value)) == ClassificationOption.knownValues)
    }

    @Test("Every fault is named with its field")
    func faults() {
        var broken = LaboratoryConfiguration.initial
        broken.classificationOptions[0].value = "2"
        broken.classificationOptions[3].value = "6"
        broken.classificationOptions[4].outdatedAfterDays = 0
        broken.transcriptInclusion = "NM_("
        broken.imports.maximumRejectedShare = 5
        let problems = broken.problems().joined(separator: "\n")
        for field in ["occurs twice", "value 6", "outdatedAfterDays", "transcriptInclusion", "maximumRejectedShare"] {
            #expect(problems.contains(field))
        }
    }
}
