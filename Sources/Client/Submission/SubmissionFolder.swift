import Foundation

/// What lies where a submission is looked for.
struct SubmissionFolder {
    /// The folder itself.
    let path: String
    /// All regular files below it, sorted by path; hidden ones are none of ours.
    let files: [String]

    /// - Throws: ``ClientError/input(_:)`` when the folder cannot be listed.
    init(_ path: String) throws {
        self.path = path
        // A link to a folder is not entered by itself.
        let root = URL(fileURLWithPath: path, isDirectory: true).resolvingSymlinksInPath()
        guard
            let enumerator = FileManager.default.enumerator(
                at: root, includingPropertiesForKeys: nil, options: [.skipsHiddenFiles])
        else { throw FileReader.unreadable(path) }
        files = enumerator.compactMap { ($0 as? URL)?.path }.filter { Self.kind(of: $0) == .file }.sorted()
    }

    /// Files whose names end with one of some suffixes.
    func files(_ suffixes: String...) -> [String] {
        files.filter { file in suffixes.contains { file.hasSuffix($0) } }
    }

    /// What lies somewhere; links are followed.
    static func kind(of path: String) -> Kind {
        var isDirectory: ObjCBool = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory) else { return .nothing }
        return isDirectory.boolValue ? .folder : .file
    }

    enum Kind { case file, folder, nothing }

    /// The size of a file in bytes; links are followed.
    static func size(of path: String) throws -> Int {
        do {
            let path = URL(fileURLWithPath: path).resolvingSymlinksInPath().path
            return try FileManager.default.attributesOfItem(atPath: path)[.size] as? Int ?? 0
        } catch {
            throw FileReader.unreadable(path)
        }
    }
}

extension String {
    /// The last part of a path; that of the current folder for `.`.
    var fileName: String { URL(fileURLWithPath: self).standardizedFileURL.lastPathComponent }

    /// The folder of a path.
    var folder: String { URL(fileURLWithPath: self).deletingLastPathComponent().path }

    /// The name of a file without `.vcf`, `.vcf.gz`, `.ped` or `.analysis`.
    var stem: String {
        for suffix in [".vcf.gz", ".vcf", ".ped", ".analysis"] where fileName.hasSuffix(suffix) {
            return String(fileName.dropLast(suffix.count))
        }
        return fileName
    }

    var isVCF: Bool { hasSuffix(".vcf") || hasSuffix(".vcf.gz") }
    var isPedigree: Bool { hasSuffix(".ped") }
    var isDescriptor: Bool { hasSuffix(".analysis") }
}
