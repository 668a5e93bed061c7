import Foundation
package import PublicAPI

/// A version of a gene panel on disk: `NAME_vX_genes_transcripts.tsv` and `NAME_vX_phenotypes.tsv`, mostly in a folder
/// `NAME_vX`.
package struct PanelFiles: Sendable {
    /// The panel's name: what stands before the first `_`.
    package let name: String
    /// The panel's version: what stands behind it, and begins with `v`.
    package let version: String
    /// What is deposited.
    package let deposit: PanelDeposit

    private static let transcripts = "_genes_transcripts.tsv"
    private static let phenotypes = "_phenotypes.tsv"

    /// Reads the files of a panel.
    ///
    /// - Parameters:
    ///   - paths: the folder, or the two files.
    ///   - assembly: `GRCh37` or `GRCh38`; nil: the server's default.
    /// - Throws: ``ClientError/input(_:)``.
    package init(paths: [String], assembly: String?) throws {
        var paths = paths
        if paths.count == 1, SubmissionFolder.kind(of: paths[0]) == .folder {
            let folder = URL(fileURLWithPath: paths[0]).standardizedFileURL.path
            paths = [Self.transcripts, Self.phenotypes].map { "\(folder)/\(folder.fileName)\($0)" }
        }
        guard paths.count == 2, let first = paths.first(where: { $0.hasSuffix(Self.transcripts) }),
            let second = paths.first(where: { $0.hasSuffix(Self.phenotypes) })
        else {
            throw ClientError.input(
                "The panel's files are not clear",
                "Name a folder NAME_vX, or the two files NAME_vX\(Self.transcripts) and NAME_vX\(Self.phenotypes).")
        }
        let stem = first.fileName.dropLast(Self.transcripts.count)
        guard stem == second.fileName.dropLast(Self.phenotypes.count) else {
            throw ClientError.input(
                "The panel's files do not belong together",
                "\(first.fileName) and \(second.fileName) begin with different names.")
        }
        let parts = stem.split(separator: "_", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2, !parts[0].isEmpty, parts[1].hasPrefix("v") else {
            throw ClientError.input(
                "The panel's name is not clear", "`\(stem)` is not NAME_vX, such as Cardiomyopathy_v1.0.0.")
        }
        name = String(parts[0])
        version = String(parts[1])
        deposit = PanelDeposit(
            assembly: assembly, genesTranscripts: try Self.text(first), phenotypes: try Self.text(second))
    }

    private static func text(_ path: String) throws -> String {
        guard let bytes = FileManager.default.contents(atPath: path) else { throw FileReader.unreadable(path) }
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw ClientError.input("A file cannot be read", "\(path) is not in UTF-8.")
        }
        return text
    }
}
