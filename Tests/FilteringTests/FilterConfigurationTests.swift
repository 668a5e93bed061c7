import Annotation
import Testing

@testable import Filtering

@Suite struct FilterConfigurationTests {
    static let frequency = """
        {"groups": {"external": {"A": ["G"]}}, "thresholds": {"AD": {"external": 0.1}, "default": {"external": 0.1}}}
        """

    @Test(arguments: [
        (#"{"filters": [{"name": "frequency", "config": {}}]}"#, "filters[0].config.groups: missing"),
        (
            #"{"filters": [{"name": "frequency", "config": {"groups": {}, "thresholds": {"default": {}}}}]}"#,
            "filters[0].config.thresholds.AD: missing"
        ),
        (
            #"{"filters": [{"name": "frequency", "config": {"groups": {"e": {"A": "G"}}, "thresholds": {}}}]}"#,
            "filters[0].config.groups.e.A: expected a list, found a text"
        ),
        (
            #"{"filters": [{"name": "consequence", "config": {"consequences": ["silent"]}}]}"#,
            "filters[0].config.consequences[0]: no known consequence term"
        ),
        (#"{"filters": [{"name": "consequence", "config": {}, "order": 1}]}"#, "filters[0].order: unknown key"),
        (#"{"filters": [{"name": "magic", "config": {}}]}"#, #"filters[0].name: no filter "magic""#),
        (
            #"{"name": "x", "filterconfig": {"filters": [{"name": "region", "config": {}}]}}"#,
            "filterconfig.filters[0].name: not supported yet: region"
        ),
        (
            """
            {"filters": [{"name": "frequency", "config": \(frequency), "exceptions":
            [{"name": "consequence", "config": {"consequences": []}, "exceptions": []}]}]}
            """, "filters[0].exceptions[0].exceptions: unknown key"
        ),
        (#"{"filter": []}"#, "filter: unknown key"),
        (#"{"filters": {}}"#, "filters: expected a list, found an object"),
        (#"{"filters": ["#, "byte 13: expected a JSON value"),
        (
            #"{"filters": [{"name": "frequency", "config": {"groups": {}, "thresholds": {"AD": {"e": -1}}}}]}"#,
            "filters[0].config.thresholds.AD.e: expected a frequency"
        ),
    ])
    func faultsNameTheirPlace(_ json: String, _ message: String) {
        let error = #expect(throws: FilteringError.self) { try FilterConfiguration(decoding: Array(json.utf8)) }
        #expect(error?.description.hasPrefix(message) == true, "\(error?.description ?? "")")
    }

    @Test func unsupportedIsAnotherCodeThanUnknown() {
        let planned = #"{"filters": [{"name": "quality", "config": {}}]}"#
        let error = #expect(throws: FilteringError.self) { try FilterConfiguration(decoding: Array(planned.utf8)) }
        #expect(error?.code == .unsupported)
    }

    @Test func theUploadedFormIsUnwrapped() throws {
        let json = """
            {"name": "Default", "usergroups": [{"name": "g", "order": 0}],
            "requirements": [{"function": "analysis", "params": {"is_trio": true}}],
            "filterconfig": {"filters": [{"name": "frequency", "config": \(Self.frequency)},
            {"name": "frequency", "config": \(Self.frequency)}]}}
            """
        let configuration = try FilterConfiguration(decoding: Array(json.utf8))
        #expect(configuration.name == "Default")
        #expect(configuration.steps.map(\.position) == [0, 1])
        #expect(configuration.steps.map(\.name) == ["frequency", "frequency"])
        #expect(configuration.requirements.arrayValue?.count == 1)
    }
}
