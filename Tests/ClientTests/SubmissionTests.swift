import Client
import Foundation
import PublicAPI
import Testing

@Suite struct SubmissionTests {
    private func failure(_ paths: [String], _ choices: Submission.Choices = .init()) throws -> String {
        let error = try #require(throws: ClientError.self) { try Submission(paths: paths, choices: choices) }
        #expect(ExitStatus(error) == .usage)
        return error.lines.joined(separator: "\n")
    }

    @Test func takesAFolderAsItsDescriptorSays() throws {
        let folder = try TemporaryFolder(named: "anything")
        try folder.write(
            "a.analysis",
            """
            {"name": "fam.HBOC_v1", "genepanel_name": "HBOC", "genepanel_version": "v1", "priority": 2,
             "date_requested": "2025-03-01", "report": null, "warnings": "from the JSON",
             "data": [{"vcf": "b.vcf.gz", "ped": "fam.ped", "technology": "HTS", "callerName": "GATK"},
                      {"vcf": "sub/c.vcf", "ped": "fam.ped"}]}
            """)
        for name in ["b.vcf.gz", "sub/c.vcf", "fam.ped", "other.vcf"] { try folder.write(name) }
        try folder.write("warnings.txt", "from the folder")
        try folder.write("report.txt", "coverage 99 %\n")
        let submission = try Submission(paths: [folder.path])
        var expected = DescriptorDocument(
            name: "fam.HBOC_v1", panelName: "HBOC", panelVersion: "v1",
            data: [
                .init(vcf: "b.vcf.gz", ped: "fam.ped", callerName: "GATK"), .init(vcf: "c.vcf", ped: "fam.ped"),
            ])
        expected.priority = 2
        expected.dateRequested = "2025-03-01"
        expected.warnings = "from the JSON"
        expected.report = "coverage 99 %\n"
        #expect(submission.descriptor == expected)
        #expect(submission.files.map(\.name) == ["fam.ped", "b.vcf.gz", "c.vcf"])
        #expect(submission.files.last?.path == folder.path + "/sub/c.vcf")
        #expect(submission.notes.isEmpty)
    }

    @Test func writesTheNormalisedForm() throws {
        var descriptor = DescriptorDocument(
            name: "n", panelName: "P", panelVersion: "v1", data: [.init(vcf: "a.vcf", ped: "a.ped")])
        descriptor.dateRequested = "2025-01-01"
        let json = String(decoding: try JSONEncoder.publicAPI().encode(descriptor), as: UTF8.self)
        #expect(
            json == #"{"data":[{"ped":"a.ped","technology":"HTS","vcf":"a.vcf"}],"date_requested":"2025-01-01","#
                + #""genepanel_name":"P","genepanel_version":"v1","name":"n","priority":1}"#)
    }

    @Test func convertsTheLegacyForm() throws {
        let folder = try TemporaryFolder()
        let descriptor = try folder.write(
            "S1.HBOC_v01.analysis",
            """
            {"name": "S1.HBOC_v01", "params": {"genepanel": "HBOC_v01"}, "samples": ["S1"], "priority": "3",
             "date_analysis_requested": "2024-02-29"}
            """)
        for name in ["S1.HBOC_v01.vcf.gz", "S1.HBOC_v01.ped", "other.ped"] { try folder.write(name) }
        let submission = try Submission(paths: [descriptor])
        #expect(submission.descriptor.panelName == "HBOC")
        #expect(submission.descriptor.panelVersion == "v01")
        #expect(submission.descriptor.priority == 3)
        #expect(submission.descriptor.dateRequested == "2024-02-29")
        #expect(submission.descriptor.data == [.init(vcf: "S1.HBOC_v01.vcf.gz", ped: "S1.HBOC_v01.ped")])
        try folder.write("another.vcf")
        #expect(try Submission(paths: [descriptor]) == submission, "the file with the descriptor's name is meant")
        try FileManager.default.removeItem(atPath: folder.path + "/S1.HBOC_v01.vcf.gz")
        try folder.write("third.vcf")
        #expect(try failure([descriptor]).contains("2 VCF files"))
    }

    @Test func demandsAPanelThatTheLegacyFormLeavesOpen() throws {
        let folder = try TemporaryFolder()
        let path = try folder.write("a.analysis", #"{"name": "a", "params": {"genepanel": "My_Panel_v1"}}"#)
        try folder.write("a.vcf")
        #expect(try failure([path]).contains("--panel"))
        let choices = Submission.Choices(panel: .init(name: "My_Panel", version: "v1"))
        #expect(try Submission(paths: [path], choices: choices).descriptor.panelName == "My_Panel")
    }

    @Test func collectsAFolderWithoutDescriptor() throws {
        let folder = try TemporaryFolder(named: "fam.X_Y_v1")
        for name in ["2.vcf", "1.snv.vcf.gz", "1.ped", "2.ped", ".hidden.vcf", "notes.md"] { try folder.write(name) }
        let submission = try Submission(paths: [folder.path + "/"])
        #expect(submission.descriptor.name == "fam.X_Y_v1")
        #expect(submission.descriptor.panelName == "X_Y")
        #expect(submission.descriptor.panelVersion == "v1")
        #expect(
            submission.descriptor.data == [.init(vcf: "1.snv.vcf.gz", ped: "1.ped"), .init(vcf: "2.vcf", ped: "2.ped")])
        #expect(submission.files.map(\.name) == ["1.ped", "2.ped", "1.snv.vcf.gz", "2.vcf"])
    }

    @Test func entersALinkedFolderAndTheCurrentOne() throws {
        let folder = try TemporaryFolder()
        try folder.write("data/a.vcf")
        let link = folder.path + "/S1.HBOC_v1"
        try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: folder.path + "/data")
        let submission = try Submission(paths: [link])
        #expect(submission.descriptor.name == "S1.HBOC_v1")
        #expect(submission.descriptor.data.map(\.vcf) == ["a.vcf"])
        let other = try TemporaryFolder(named: "S2.HBOC_v1")
        try other.write("b.vcf")
        #expect(try Submission(paths: [other.path + "/."]).descriptor.name == "S2.HBOC_v1")
    }

    @Test func takesFiles() throws {
        let folder = try TemporaryFolder()
        let vcf = try folder.write("S1-Mendeliome-v01.vcf.gz")
        let pedigree = try folder.write("family.ped")
        try folder.write("warnings.txt", "not for files")
        let submission = try Submission(paths: [vcf, pedigree])
        #expect(submission.descriptor.data == [.init(vcf: "S1-Mendeliome-v01.vcf.gz", ped: "family.ped")])
        #expect(submission.descriptor.panelName == "Mendeliome")
        #expect(submission.descriptor.warnings == nil)
        let second = try folder.write("second.vcf")
        #expect(try failure([vcf, second]).contains("--name"))
        let choices = Submission.Choices(name: "both", panel: .init(name: "P", version: "v2"), priority: 3)
        #expect(try failure([vcf, second, pedigree], choices).contains("family.ped"))
        let both = try Submission(paths: [vcf, second], choices: choices)
        #expect(both.descriptor.name == "both")
        #expect(both.descriptor.panelVersion == "v2")
        #expect(both.descriptor.priority == 3)
    }

    @Test func choicesOutdoFiles() throws {
        let folder = try TemporaryFolder(named: "S-1.My-Panel_v2")
        try folder.write("a.vcf")
        #expect(try failure([folder.path]).contains("My-Panel"))
        let release = AnnotationRelease(name: "2025a", date: "2025-02-01")
        let choices = Submission.Choices(panel: .init(name: "My-Panel", version: "v2"), annotationRelease: release)
        let submission = try Submission(paths: [folder.path], choices: choices)
        #expect(submission.descriptor.panelName == "My-Panel")
        #expect(submission.annotationRelease == release)
    }

    @Test func takesACompressedFileForTheSame() throws {
        let folder = try TemporaryFolder()
        let path = try folder.write(
            "a.analysis",
            #"{"name": "a", "genepanel_name": "P", "genepanel_version": "v1", "data": [{"vcf": "a.vcf"}]}"#)
        #expect(try failure([path]).contains("data[0].vcf"))
        try folder.write("a.vcf.gz")
        let submission = try Submission(paths: [path])
        #expect(submission.descriptor.data.map(\.vcf) == ["a.vcf.gz"])
        #expect(submission.notes.count == 1)
    }

    @Test(arguments: [
        (#"{"name": "a"}"#, "genepanel_name: is missing"), ("[]", "must be an object"), ("{", "is not a descriptor"),
        (
            #"{"name": "a", "genepanel_name": "P", "genepanel_version": "v1", "data": [{"vcf": 1}]}"#,
            "data[0].vcf: must be a text"
        ),
        (
            #"{"name": "a", "genepanel_name": "P", "genepanel_version": "v1", "data": [{"vcf": "a", "tec": "HTS"}]}"#,
            "data[0].tec: is not a known key"
        ),
        (#"{"name": "a", "genepanel_name": "P", "genepanel_version": "v1", "data": []}"#, "no VCF file"),
        (#"{"name": "a", "params": {"genepanel": "P_v1"}, "priority": 9}"#, "priority: must be 1"),
    ])
    func saysWhatIsWrongWithADescriptor(_ json: String, _ expected: String) throws {
        let folder = try TemporaryFolder()
        let path = try folder.write("a.analysis", json)
        let text = try failure([path])
        #expect(text.contains(expected), "\(text)")
    }

    @Test func refusesWhatIsNotClear() throws {
        let folder = try TemporaryFolder()
        #expect(try failure([folder.path + "/missing"]).contains("missing"))
        #expect(try failure([folder.path]).contains("neither"))
        let first = try folder.write("1.analysis", "{}")
        try folder.write("deep/2.analysis", "{}")
        #expect(try failure([folder.path]).contains("2.analysis"))
        #expect(try failure([first, folder.path]).contains("One analysis at a time"))
        #expect(try failure([try folder.write("x.bam")]).contains(".vcf"))
        let other = try TemporaryFolder(named: "a.P_v1")
        try other.write("1/s.vcf")
        try other.write("2/s.vcf")
        #expect(try failure([other.path]).contains("same name"))
    }

    @Test(arguments: [
        ("2024-02-29", true), ("2023-02-29", false), ("2025-13-01", false), ("2025-1-1", false), ("x", false),
    ])
    func knowsDays(_ text: String, _ isDate: Bool) {
        #expect(Submission.isDate(text) == isDate)
    }
}
