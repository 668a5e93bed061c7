/// One of the 25 contigs that Cistron interprets, under one name whatever the file calls it.
package struct Contig: Hashable, Comparable, Sendable {
    /// 1 to 22, then X 23, Y 24, mitochondrion 25: the usual order of a genome.
    package let ordinal: Int

    private init(_ ordinal: Int) { self.ordinal = ordinal }

    /// The sex chromosomes and the mitochondrial genome.
    package static let x = Contig(23)
    /// Chromosome Y.
    package static let y = Contig(24)
    /// The revised Cambridge sequence.
    package static let mitochondrion = Contig(25)

    /// All contigs in genome order.
    package static let all = (1...25).map(Contig.init)

    /// An autosome, nil unless 1 to 22.
    package static func autosome(_ number: Int) -> Contig? { (1...22).contains(number) ? Contig(number) : nil }

    /// The canonical name: "1" to "22", "X", "Y", "MT".
    package var name: String { Self.names[ordinal - 1] }

    /// Genome order.
    package static func < (left: Contig, right: Contig) -> Bool { left.ordinal < right.ordinal }

    private static let names = (1...22).map(String.init) + ["X", "Y", "MT"]

    /// A contig by any spelling without an assembly in it: `1`, `chr1`, `X`, `chrX`, `MT`, `M`, `chrM`.
    ///
    /// Numbers above 22 are refused on purpose: tools disagree about what 23 to 26 stand for.
    package init?(_ name: some StringProtocol) {
        var rest = Substring(name)
        if rest.count > 3, rest.prefix(3).lowercased() == "chr" { rest = rest.dropFirst(3) }
        let canonical = rest == "M" ? "MT" : rest
        guard let index = Self.names.firstIndex(where: { $0 == canonical }) else { return nil }
        self.init(index + 1)
    }

    /// A contig by any spelling, RefSeq accessions of this assembly included (`NC_000001.10` is GRCh37's only).
    package init?(_ name: some StringProtocol, in assembly: Assembly) {
        if let plain = Contig(name) {
            self = plain
        } else if let index = assembly.accessions.firstIndex(where: { $0 == name }) {
            self.init(index + 1)
        } else {
            return nil
        }
    }
}

extension Contig: CustomStringConvertible {
    /// The canonical name.
    package var description: String { name }
}
