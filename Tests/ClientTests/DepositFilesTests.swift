import Client
import Foundation
import PublicAPI
import Testing

@Suite struct DepositFilesTests {
    @Test func readsAPanelsFolderAndItsFiles() throws {
        let folder = try TemporaryFolder(named: "My-Panel_v1_b")
        let first = try folder.write("My-Panel_v1_b_genes_transcripts.tsv", "#chromosome\n")
        let second = try folder.write("My-Panel_v1_b_phenotypes.tsv", "HGNC id\n")
        for paths in [[folder.path], [folder.path + "/"], [first, second], [second, first]] {
            let panel = try PanelFiles(paths: paths, assembly: "GRCh38")
            #expect(panel.name == "My-Panel")
            #expect(panel.version == "v1_b")
            #expect(panel.deposit.assembly == "GRCh38")
            #expect(panel.deposit.genesTranscripts == "#chromosome\n")
            #expect(panel.deposit.phenotypes == "HGNC id\n")
        }
    }

    @Test func refusesOtherPanels() throws {
        let folder = try TemporaryFolder(named: "Panel_1")
        let first = try folder.write("Panel_1_genes_transcripts.tsv")
        #expect(throws: ClientError.self, "a file is missing") { try PanelFiles(paths: [folder.path], assembly: nil) }
        #expect(throws: ClientError.self) { try PanelFiles(paths: [first], assembly: nil) }
        let second = try folder.write("Panel_1_phenotypes.tsv")
        #expect(throws: ClientError.self, "a version begins with v") {
            try PanelFiles(paths: [first, second], assembly: nil)
        }
        let other = try folder.write("Other_v1_phenotypes.tsv")
        #expect(throws: ClientError.self) { try PanelFiles(paths: [first, other], assembly: nil) }
    }

    @Test func namesAFilterConfiguration() throws {
        let folder = try TemporaryFolder()
        let named = try folder.write("a.json", #"{"name": "Germline", "filters": []}"#)
        let unnamed = try folder.write("Exome.strict.json", #"{"filters": []}"#)
        #expect(try FilterConfigurationFile(path: named, name: nil).name == "Germline")
        #expect(try FilterConfigurationFile(path: named, name: "Mine").name == "Mine")
        #expect(try FilterConfigurationFile(path: unnamed, name: nil).name == "Exome.strict")
        #expect(try FilterConfigurationFile(path: unnamed, name: nil).document == Data(#"{"filters": []}"#.utf8))
        let list = try folder.write("list.json", "[]")
        for path in [list, folder.path, folder.path + "/missing.json"] {
            #expect(throws: ClientError.self) { try FilterConfigurationFile(path: path, name: nil) }
        }
    }
}
