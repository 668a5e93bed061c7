import Foundation
import PublicAPI

extension Submission {
    /// A submission that a `.analysis` file describes, in the normalised or in the legacy form.
    ///
    /// - Parameter root: the folder whose `warnings.txt` and `report.txt` are meant.
    static func described(by path: String, root: String, _ choices: Choices) throws -> Submission {
        guard let json = FileManager.default.contents(atPath: path) else { throw FileReader.unreadable(path) }
        var submission =
            try decode(FormProbe.self, json, path).isLegacy
            ? try legacy(try decode(LegacyDescriptor.self, json, path), path, choices)
            : try normalised(try decode(DescriptorDocument.self, json, path), path)
        try submission.addTexts(from: root)
        return submission
    }

    private static func decode<Value: Decodable>(_ type: Value.Type, _ json: Data, _ path: String) throws -> Value {
        do {
            return try JSONDecoder().decode(type, from: json)
        } catch let error as DecodingError {
            let place = error.place
            throw ClientError.input(
                "The descriptor cannot be used", "\(path) is not a descriptor of an analysis.",
                items: [Problem.Item(pointer: place.pointer, detail: place.detail)])
        }
    }

    private static func normalised(_ descriptor: DescriptorDocument, _ path: String) throws -> Submission {
        guard !descriptor.data.isEmpty else {
            throw ClientError.input("The descriptor cannot be used", "\(path) names no VCF file under `data`.")
        }
        var descriptor = descriptor
        var (paths, notes): ([String], [String]) = ([], [])
        for (index, entry) in descriptor.data.enumerated() {
            let vcf = try find(entry.vcf, named: "data[\(index)].vcf", in: path, &notes)
            paths.append(vcf)
            descriptor.data[index].vcf = vcf.fileName
            guard let named = entry.ped else { continue }
            let pedigree = try find(named, named: "data[\(index)].ped", in: path, &notes)
            paths.append(pedigree)
            descriptor.data[index].ped = pedigree.fileName
        }
        return Submission(descriptor: descriptor, files: try files(at: paths), notes: notes)
    }

    /// Finds a file that a descriptor names, next to the descriptor. Compressing a VCF file does not change what it
    /// says, so that one with or without `.gz` counts as the same.
    private static func find(
        _ name: String, named pointer: String, in descriptor: String, _ notes: inout [String]
    ) throws -> String {
        let path = URL(fileURLWithPath: name, relativeTo: URL(fileURLWithPath: descriptor.folder, isDirectory: true))
            .path
        if SubmissionFolder.kind(of: path) == .file { return path }
        let other = name.hasSuffix(".vcf.gz") ? String(path.dropLast(3)) : path + ".gz"
        if name.isVCF, SubmissionFolder.kind(of: other) == .file {
            notes.append("\(name) is not there; \(other.fileName) is taken for it.")
            return other
        }
        throw ClientError.input(
            "A file is missing", "\(descriptor) names a file that does not exist.",
            items: [Problem.Item(pointer: pointer, detail: "\(path) does not exist")])
    }

    /// The legacy form names no files: the VCF file lies next to the descriptor, the pedigree has the descriptor's
    /// name.
    private static func legacy(
        _ legacy: LegacyDescriptor, _ path: String, _ choices: Choices
    ) throws -> Submission {
        let listing: [String]
        do {
            listing = try FileManager.default.contentsOfDirectory(atPath: path.folder).sorted()
        } catch {
            throw FileReader.unreadable(path.folder)
        }
        let vcfs = listing.filter { $0.isVCF && !$0.hasPrefix(".") }
        guard let vcf = vcfs.count == 1 ? vcfs.first : vcfs.first(where: { $0.stem == path.stem }) else {
            throw ClientError.input(
                "The VCF file is not clear",
                "\(path) names no file. Next to it lie \(vcfs.count) VCF files; one is needed, or \(path.stem).vcf.gz."
            )
        }
        let pedigree = listing.first { $0 == path.stem + ".ped" }
        let panel = try choices.panel ?? legacy.panel(in: path)
        var descriptor = DescriptorDocument(
            name: legacy.name, panelName: panel.name, panelVersion: panel.version,
            data: [DescriptorDocument.Entry(vcf: vcf, ped: pedigree)])
        descriptor.priority = legacy.priority?.value ?? 1
        descriptor.dateRequested = legacy.dateRequested ?? legacy.dateAnalysisRequested
        let names = [vcf] + [pedigree].compactMap(\.self)
        return Submission(descriptor: descriptor, files: try files(at: names.map { path.folder + "/" + $0 }))
    }

    /// `warnings.txt` and `report.txt` speak where the descriptor is silent.
    mutating func addTexts(from folder: String) throws {
        descriptor.warnings = try descriptor.warnings ?? Self.text(folder + "/warnings.txt")
        descriptor.report = try descriptor.report ?? Self.text(folder + "/report.txt")
    }

    private static func text(_ path: String) throws -> String? {
        guard SubmissionFolder.kind(of: path) == .file else { return nil }
        guard let bytes = FileManager.default.contents(atPath: path),
            let text = String(validating: bytes, as: UTF8.self)
        else { throw ClientError.input("A text cannot be read", "\(path) is not readable, or not in UTF-8.") }
        return text
    }
}
