import Client
import Testing

@Suite struct AnalysisNameTests {
    @Test(arguments: [
        ("brca_1.HBOC_v1.0.0", "HBOC", "v1.0.0"),
        ("S1-Mendeliome-v01", "Mendeliome", "v01"),
        ("fam.X_Y_v1", "X_Y", "v1"),
        ("Diag-run01-S2-Mendeliome-v01", "Mendeliome", "v01"),
        ("NA12878.Ciliopati_v05", "Ciliopati", "v05"),
    ])
    func parses(name: String, panel: String, version: String) throws {
        let parsed = try AnalysisName(parsing: name)
        #expect(parsed.analysis == name)
        #expect(parsed.panel == panel)
        #expect(parsed.version == version)
    }

    @Test(arguments: ["noseparator", "", "a.b", "a_b", ".HBOC_v1", "s.HBOC_", "s._v1"])
    func refusesWhatTellsNoPanel(_ name: String) {
        #expect(throws: ClientError.self) { try AnalysisName(parsing: name) }
    }

    @Test func refusesAPanelWithAHyphen() throws {
        let error = try #require(throws: ClientError.self) { try AnalysisName(parsing: "S-1.My-Panel_v2") }
        let text = error.lines.joined(separator: "\n")
        #expect(text.contains("My-Panel"))
        #expect(text.contains("--panel"))
    }
}
