import Client
import Foundation
import Testing

/// An analysis of real people who have published their genomes, with what a filter chain must make of it.
struct RealCase: Sendable, CustomTestStringConvertible {
    /// The folder of the vectors.
    var vector: String
    /// The name of the analysis.
    var name: String
    /// The files to submit, below the shared data.
    var files: [String]
    /// The folder of the panel, below the vectors' folder.
    var panel: String
    /// The records of the file: all, and those that the proband does not carry.
    var records: (total: Int, notInProband: Int)

    static let all = [
        RealCase(
            vector: "real_na12878_ciliopati", name: "NA12878.Ciliopati_v05",
            files: ["ella/analyses/default/NA12878.Ciliopati_v05/NA12878.Ciliopati_v05.vcf.gz"],
            panel: "Ciliopati_v05.0", records: (1_103, 0)),
        RealCase(
            vector: "real_hg002_trio", name: "HG002-Trio.Mendeliome_v01",
            files: [
                "ella/analyses/e2e/HG002-Trio.Mendeliome_v01/HG002-Trio.Mendeliome_v01.vcf.gz",
                "ella/analyses/e2e/HG002-Trio.Mendeliome_v01/HG002-Trio.Mendeliome_v01.ped",
            ], panel: "Mendeliome_v01.0", records: (8, 1)),
    ]

    var testDescription: String { name }

    /// What the chain keeps and what its only step removes, as `CHROM-POS-REF-ALT`.
    struct Expected: Decodable {
        var steps: [Step]
        var kept: [String]

        struct Step: Decodable {
            var name: String
            var removed: [String]
        }
    }

    func vectorFile(_ path: String) throws -> URL {
        try #require(SharedData.folder).appendingPathComponent("vectors/\(vector)/\(path)")
    }

    func expected(_ chain: String) throws -> Expected {
        try JSONDecoder().decode(Expected.self, from: Data(contentsOf: vectorFile("expected/\(chain).json")))
    }

    func panelFiles() throws -> PanelFiles {
        try PanelFiles(paths: [vectorFile("panel/\(panel)").path], assembly: nil)
    }

    /// The submission, in the normalised form of the descriptor.
    func submission() throws -> Submission {
        let data = try #require(SharedData.folder).appendingPathComponent("data")
        let panel = try panelFiles()
        return try Submission(
            paths: files.map { data.appendingPathComponent($0).path },
            choices: Submission.Choices(name: name, panel: .init(name: panel.name, version: panel.version)))
    }
}
