import Genomics
import Testing

@Suite struct AnalysisDescriptorTests {
    static let legacyData = [AnalysisDescriptor.DataEntry(vcf: "a.vcf.gz", pedigree: "a.ped")]

    static func read(_ json: String) throws -> AnalysisDescriptor {
        try AnalysisDescriptor(Array(json.utf8), legacyData: legacyData)
    }

    @Test func `the normalised form`() throws {
        let descriptor = try Self.read(
            #"""
            {"name": "Fam-1", "genepanel_name": "Mendeliome", "genepanel_version": "v01", "priority": 3,
             "report": "all well", "warnings": null, "date_requested": "2024-02-29", "date_analysis_requested": "2024-03-01",
             "data": [{"vcf": "a.vcf", "ped": "a.ped", "technology": "HTS", "callerName": "GATK"},
                      {"vcf": "b.vcf", "ped": null, "technology": "Sanger"}, {"vcf": "c.vcf"}]}
            """#)
        #expect(
            descriptor
                == AnalysisDescriptor(
                    name: "Fam-1", panel: GenePanelName(name: "Mendeliome", version: "v01"), priority: .urgent,
                    report: "all well", dateRequested: CalendarDate("2024-02-29"),
                    data: [
                        .init(vcf: "a.vcf", pedigree: "a.ped", callerName: "GATK"),
                        .init(vcf: "b.vcf", technology: .sanger), .init(vcf: "c.vcf"),
                    ]))
    }

    @Test func `the legacy form takes its files from outside`() throws {
        let descriptor = try Self.read(
            #"{"params": {"genepanel": "HBOC_v01"}, "name": "brca", "samples": ["brca"], "priority": "2", "#
                + #""date_analysis_requested": "2020-12-31"}"#)
        #expect(descriptor.panel == GenePanelName(name: "HBOC", version: "v01"))
        #expect(descriptor.priority == .high)
        #expect(descriptor.dateRequested?.description == "2020-12-31")
        #expect(descriptor.data == Self.legacyData)
        let error = #expect(throws: GenomicsError.self) {
            try AnalysisDescriptor(Array(#"{"params": {"genepanel": "HBOC_v01"}, "name": "brca"}"#.utf8))
        }
        #expect(error?.field == "data")
    }

    static func normalised(_ change: String) -> String {
        #"{"name": "n", "genepanel_name": "P", "genepanel_version": "v1", "data": [{"vcf": "a"}]\#(change)}"#
    }

    @Test func `priority is normal unless told`() throws {
        #expect(try Self.read(Self.normalised("")).priority == .normal)
        #expect(try Self.read(Self.normalised(#", "priority": null"#)).priority == .normal)
        #expect(try Self.read(Self.normalised(#", "priority": "3""#)).priority == .urgent)
    }

    static let faults: [(json: String, code: GenomicsError.Code, field: String?)] = [
        ("{", GenomicsError.Code.invalidDescriptor, String?.none), ("[]", .invalidDescriptor, nil),
        ("{}", .missingField, "name"), (normalised(#", "genepanel": "x""#), .unknownField, "genepanel"),
        (normalised(#", "priority": 0"#), .invalidDescriptor, "priority"),
        (normalised(#", "priority": "high""#), .invalidDescriptor, "priority"),
        (normalised(#", "priority": 1.5"#), .invalidDescriptor, "priority"),
        (normalised(#", "priority": true"#), .invalidDescriptor, "priority"),
        (normalised(#", "report": 5"#), .invalidDescriptor, "report"),
        (normalised(#", "date_requested": "2023-02-29""#), .invalidDescriptor, "date_requested"),
        (normalised(#", "date_requested": "1.2.2023""#), .invalidDescriptor, "date_requested"),
        (#"{"name": "n", "genepanel_name": "P", "genepanel_version": "v1"}"#, .missingField, "data"),
        (#"{"name": "n", "genepanel_name": "P", "data": [{"vcf": "a"}]}"#, .missingField, "genepanel_version"),
        (
            #"{"name": " ", "genepanel_name": "P", "genepanel_version": "v1", "data": [{"vcf": "a"}]}"#,
            .invalidDescriptor, "name"
        ),
        (#"{"name": "n", "genepanel_name": "P", "genepanel_version": "v1", "data": []}"#, .invalidDescriptor, "data"),
        (
            #"{"name": "n", "genepanel_name": "P", "genepanel_version": "v1", "data": [{"vcf": "a"}, {"ped": "b"}]}"#,
            .missingField, "data[1].vcf"
        ),
        (
            #"{"name": "n", "genepanel_name": "P", "genepanel_version": "v1", "data": [{"vcf": "a", "file": 1}]}"#,
            .unknownField, "data[0].file"
        ),
        (
            #"{"name": "n", "genepanel_name": "P", "genepanel_version": "v1", "data": [{"vcf": "a", "technology": "WGS"}]}"#,
            .invalidDescriptor, "data[0].technology"
        ),
        (#"{"name": "n", "params": {}}"#, .missingField, "params.genepanel"),
        (#"{"name": "n", "params": {"genepanel": "P"}}"#, .invalidDescriptor, "params.genepanel"),
        (#"{"name": "n", "params": {"genepanel": "A_B_v1"}}"#, .invalidDescriptor, "params.genepanel"),
        (#"{"name": "n", "params": {"genepanel": "A_v1", "x": 1}}"#, .unknownField, "params.x"),
        (#"{"name": "n", "params": {"genepanel": "A_v1"}, "data": []}"#, .unknownField, "data"),
    ]

    @Test(arguments: faults)
    func `faults name the field`(json: String, code: GenomicsError.Code, field: String?) {
        let error = #expect(throws: GenomicsError.self) { try Self.read(json) }
        #expect(error?.code == code)
        #expect(error?.field == field)
        #expect(error?.input == .descriptor)
    }

    @Test(arguments: ["2024-02-29", "2000-02-29", "1999-12-31"])
    func `days of the calendar`(text: String) {
        #expect(CalendarDate(text)?.description == text)
    }

    @Test(arguments: [
        "2023-02-29", "1900-02-29", "2023-13-01", "2023-00-10", "2023-1-1", "2023-01-01T00:00", "+023-01-01",
    ])
    func `what is no day`(text: String) {
        #expect(CalendarDate(text) == nil)
    }
}
