import PublicAPI

extension Submission {
    /// Builds a submission from what the submitter names: a folder, a `.analysis` file, or VCF files with their
    /// pedigrees.
    ///
    /// - Throws: ``ClientError/input(_:)`` when it is not clear what is meant, or when a file is missing. Nothing is
    ///   guessed that could put data under another panel or another pedigree.
    package init(paths: [String], choices: Choices = Choices()) throws {
        guard let first = paths.first else {
            throw ClientError.input("Nothing to submit", "Name a folder, a .analysis file, or VCF files.")
        }
        for path in paths where SubmissionFolder.kind(of: path) == .nothing { throw FileReader.unreadable(path) }
        let isFolder = SubmissionFolder.kind(of: first) == .folder
        if paths.count > 1, paths.contains(where: { SubmissionFolder.kind(of: $0) == .folder || $0.isDescriptor }) {
            throw ClientError.input(
                "Too many paths",
                "One analysis at a time: a single folder, a single .analysis file, or VCF files with pedigrees.")
        }
        if isFolder {
            self = try Self.folder(SubmissionFolder(first), choices)
        } else if first.isDescriptor {
            self = try Self.described(by: first, root: first.folder, choices)
        } else {
            self = try Self.files(paths, choices)
        }
        try apply(choices)
    }

    private static func folder(_ folder: SubmissionFolder, _ choices: Choices) throws -> Submission {
        let descriptors = folder.files(".analysis")
        guard descriptors.count < 2 else {
            throw ClientError.input(
                "Several descriptors",
                "\(folder.path) holds \(descriptors.count) .analysis files; name the one that is meant.",
                items: descriptors.map { Problem.Item(pointer: $0, detail: "is one of them") })
        }
        if let descriptor = descriptors.first { return try described(by: descriptor, root: folder.path, choices) }
        let vcfs = folder.files(".vcf", ".vcf.gz")
        guard !vcfs.isEmpty else {
            throw ClientError.input(
                "Nothing to submit", "\(folder.path) holds neither a .analysis file nor a .vcf or .vcf.gz file.")
        }
        let pedigrees = folder.files(".ped")
        var submission = try collected(
            vcfs: vcfs.map { ($0, pedigree(for: $0, among: pedigrees)) }, named: folder.path.fileName, choices)
        try submission.addTexts(from: folder.path)
        return submission
    }

    private static func files(_ paths: [String], _ choices: Choices) throws -> Submission {
        let vcfs = paths.filter(\.isVCF)
        let pedigrees = paths.filter(\.isPedigree)
        guard let first = vcfs.first, vcfs.count + pedigrees.count == paths.count else {
            throw ClientError.input(
                "Nothing to submit", "Name a folder, a .analysis file, or files that end in .vcf, .vcf.gz and .ped.")
        }
        guard vcfs.count == 1 || choices.name != nil else {
            throw ClientError.input("The name is missing", "Several VCF files make one analysis: name it with --name.")
        }
        let pairs =
            vcfs.count == 1 && pedigrees.count == 1
            ? [(first, pedigrees.first)] : vcfs.map { ($0, pedigree(for: $0, among: pedigrees)) }
        if let unused = pedigrees.first(where: { pedigree in !pairs.contains { $0.1 == pedigree } }) {
            throw ClientError.input(
                "A pedigree fits no VCF file",
                "\(unused) has not the name of any VCF file; rename it, or write a .analysis file.")
        }
        return try collected(vcfs: pairs, named: choices.name ?? first.stem, choices)
    }

    /// The pedigree with the name of a VCF file, or with that name up to its first dot.
    private static func pedigree(for vcf: String, among pedigrees: [String]) -> String? {
        let short = String(vcf.stem.prefix { $0 != "." })
        return pedigrees.first { $0.stem == vcf.stem } ?? pedigrees.first { $0.stem == short }
    }

    /// A submission without a descriptor: the name tells the panel, unless the submitter does.
    private static func collected(
        vcfs: [(vcf: String, pedigree: String?)], named name: String, _ choices: Choices
    ) throws -> Submission {
        let panel: Choices.Panel
        if let chosen = choices.panel {
            panel = chosen
        } else {
            let parsed = try AnalysisName(parsing: name)
            panel = Choices.Panel(name: parsed.panel, version: parsed.version)
        }
        let data = vcfs.map { DescriptorDocument.Entry(vcf: $0.vcf.fileName, ped: $0.pedigree?.fileName) }
        let descriptor = DescriptorDocument(
            name: choices.name ?? name, panelName: panel.name, panelVersion: panel.version, data: data)
        let paths = vcfs.map(\.vcf) + vcfs.compactMap(\.pedigree)
        return Submission(descriptor: descriptor, files: try files(at: paths))
    }

    /// Names files by their last part, each once.
    static func files(at paths: [String]) throws -> [File] {
        var files: [File] = []
        for path in paths {
            let file = File(name: path.fileName, path: path)
            if files.contains(file) { continue }
            if let other = files.first(where: { $0.name == file.name }) {
                throw ClientError.input(
                    "Two files have the same name",
                    "\(other.path) and \(path): file names must differ within an analysis.")
            }
            files.append(file)
        }
        // Pedigrees are small: a mistake in them shows before gigabytes have travelled.
        return files.filter { !$0.name.isVCF } + files.filter(\.name.isVCF)
    }

    private mutating func apply(_ choices: Choices) throws {
        if let name = choices.name { descriptor.name = name }
        if let panel = choices.panel { (descriptor.panelName, descriptor.panelVersion) = (panel.name, panel.version) }
        if let priority = choices.priority { descriptor.priority = priority }
        annotationRelease = choices.annotationRelease
    }
}
