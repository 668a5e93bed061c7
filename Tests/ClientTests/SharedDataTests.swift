import Client
import Cryptography
import Foundation
import PublicAPI
import Testing

/// The data that tests may read, but that is no part of the project.
private enum Shared {
    static let root = ProcessInfo.processInfo.environment["CISTRON_SHARED"] ?? "../shared"
    static var isPresent: Bool { FileManager.default.fileExists(atPath: root + "/data/ella/analyses") }
}

/// Folders that real pipelines wrote.
@Suite(.enabled(if: Shared.isPresent, "set CISTRON_SHARED"))
struct SharedDataTests {
    @Test func singleSampleInTheLegacyForm() async throws {
        let submission = try Submission(paths: [Shared.root + "/data/ella/analyses/default/NA12878.Ciliopati_v05"])
        #expect(submission.descriptor.name == "NA12878.Ciliopati_v05")
        #expect(submission.descriptor.panelName == "Ciliopati")
        #expect(submission.descriptor.panelVersion == "v05")
        #expect(submission.descriptor.data == [.init(vcf: "NA12878.Ciliopati_v05.vcf.gz")])
        let file = try #require(submission.files.first)
        let fingerprint = try await FileFingerprint(path: file.path)
        let sums = try String(contentsOfFile: Shared.root + "/data/SHA256SUMS", encoding: .utf8)
        let line = sums.split(separator: "\n").first { $0.hasSuffix("default/NA12878.Ciliopati_v05/\(file.name)") }
        #expect(line?.prefix(64) == fingerprint.sha256.hexadecimal[...])
    }

    @Test func trioWithTwoFiles() throws {
        let submission = try Submission(paths: [Shared.root + "/data/ella/analyses/e2e/HG002-Trio.Mendeliome_v01"])
        #expect(submission.descriptor.panelName == "Mendeliome")
        #expect(
            submission.files.map(\.name) == [
                "HG002-Trio.Mendeliome_v01.ped", "HG002-Trio.Mendeliome_v01.vcf.gz",
                "HG002_sv_cnv.Mendeliome_v01.vcf.gz",
            ])
        #expect(submission.descriptor.data.map(\.ped) == ["HG002-Trio.Mendeliome_v01.ped", nil])
        #expect(submission.descriptor.data.map(\.callerName) == ["GATK 3.3.0", "Manta, Delly, Tiddit, CNVnator"])
        #expect(submission.notes.count == 2, "the descriptor names them without .gz")
    }

    @Test func twoDescriptorsAreNotGuessedAbout() throws {
        let folder = Shared.root + "/data/ella/analyses/default/HG002-Trio.Mendeliome_v01"
        let error = try #require(throws: ClientError.self) { try Submission(paths: [folder]) }
        #expect(error.lines.contains { $0.contains("HG002-Trio.Mendeliome_v01.cnv.analysis") })
    }

    @Test func everyOtherFolder() throws {
        for group in ["default", "e2e", "integration_testing", "sanger"] {
            let path = "\(Shared.root)/data/ella/analyses/\(group)"
            for name in try FileManager.default.contentsOfDirectory(atPath: path) where !name.hasPrefix("HG002") {
                let submission = try Submission(paths: ["\(path)/\(name)"])
                #expect(submission.descriptor.name == name)
                #expect(submission.files.count >= 1)
            }
        }
    }

    @Test func panelsOfTheVectors() throws {
        let path = Shared.root + "/vectors/real_na12878_ciliopati/panel/Ciliopati_v05.0"
        let files = try PanelFiles(paths: [path], assembly: nil)
        #expect(files.name == "Ciliopati")
        #expect(files.version == "v05.0")
        #expect(files.deposit.genesTranscripts.contains("#chromosome"))
    }
}
