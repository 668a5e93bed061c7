/// The header of a VCF file.
package struct VCFHeader: Hashable, Sendable {
    /// What a `##INFO`, `##FORMAT`, `##FILTER` or `##ALT` line declares.
    package struct Definition: Hashable, Sendable {
        /// The key that records use.
        package var id: String
        /// How many values: a number, `A`, `R`, `G` or `.`; empty where the line has none.
        package var number: String
        /// `Integer`, `Float`, `Flag`, `Character` or `String`; empty where the line has none.
        package var type: String
        /// The description without its quotes (CSQ's list of fields stands in it).
        package var text: String

        /// All properties at once.
        package init(id: String, number: String = "", type: String = "", text: String = "") {
            self.id = id
            self.number = number
            self.type = type
            self.text = text
        }
    }

    /// What a `##contig` line declares.
    package struct ContigLine: Hashable, Sendable {
        /// The name that records use.
        package var id: String
        /// In bases, if given.
        package var length: Int?
        /// The attribute of that name, if given.
        package var assembly: String?

        /// All properties at once.
        package init(id: String, length: Int? = nil, assembly: String? = nil) {
            self.id = id
            self.length = length
            self.assembly = assembly
        }
    }

    /// What the header says about the assembly.
    package enum AssemblyEvidence: Hashable, Sendable {
        /// Nothing, or nothing that is known here.
        case none
        /// All contig lengths that are known (or, without lengths, the names) say this one.
        case one(Assembly)
        /// Contig lengths of more than one assembly.
        case conflicting
    }

    /// As written: `VCFv4.2`.
    package var version: String
    /// `##INFO` lines by ID.
    package var info: [String: Definition] = [:]
    /// `##FORMAT` lines by ID.
    package var format: [String: Definition] = [:]
    /// `##FILTER` lines by ID.
    package var filter: [String: Definition] = [:]
    /// In the order of the file.
    package var contigs: [ContigLine] = []
    /// The text of `##reference`, if given.
    package var reference: String?
    /// Sample names in column order; at least one, all different.
    package var samples: [String] = []
    /// How many lines the header has; the first record stands on the line after them.
    package var lineCount = 0

    /// Refuses an assembly that the header contradicts: its contig lengths are those of another one.
    package func check(_ assembly: Assembly) throws(GenomicsError) {
        switch assemblyEvidence {
        case .one(assembly), .none: return
        case .one(let other):
            throw GenomicsError(
                .wrongAssembly, in: .vcf, field: "contig", found: other.rawValue,
                allowed: "the analysis is declared as \(assembly); import it as what the file is, or lift it over")
        case .conflicting:
            throw GenomicsError(
                .wrongAssembly, in: .vcf, field: "contig",
                allowed: "contig lengths of several assemblies in one header; use a file of one assembly")
        }
    }

    /// The canonical contig of a name as this file uses it, nil if it is none of those interpreted.
    ///
    /// A mitochondrial contig of another length than the revised Cambridge sequence (hg19's `chrM`) has other
    /// coordinates, so it is not `MT`.
    package func contig(named name: String, in assembly: Assembly) -> Contig? {
        guard let contig = Contig(name, in: assembly) else { return nil }
        if contig == .mitochondrion, let length = contigs.first(where: { $0.id == name })?.length,
            length != assembly.length(of: contig)
        {
            return nil
        }
        return contig
    }

    /// What the contig lines say about the assembly; lengths count first, then names.
    package var assemblyEvidence: AssemblyEvidence {
        var byLength: Set<Assembly> = []
        for line in contigs {
            for assembly in Assembly.allCases {
                guard let contig = Contig(line.id, in: assembly), contig != .mitochondrion else { continue }
                if assembly.length(of: contig) == line.length { byLength.insert(assembly) }
            }
        }
        if byLength.count > 1 { return .conflicting }
        if let only = byLength.first { return .one(only) }
        let byName = Set(contigs.compactMap { $0.assembly.flatMap { Assembly(name: $0) } })
        if byName.count > 1 { return .conflicting }
        return (byName.first ?? assemblyOfReference).map { .one($0) } ?? .none
    }

    /// The assembly that the reference's file name tells: `file:///data/human_g1k_v37_decoy.fasta.gz`.
    private var assemblyOfReference: Assembly? {
        guard var name = reference?.split(separator: "/").last else { return nil }
        while true {
            if let assembly = Assembly(name: name) { return assembly }
            guard let dot = name.lastIndex(of: ".") else { return nil }
            name = name[..<dot]
        }
    }
}
