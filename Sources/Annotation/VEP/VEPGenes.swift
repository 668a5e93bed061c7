/// The HGNC ids of one record's entries.
///
/// In merged caches only some entries of a gene carry `HGNC_ID`. The others take it from an entry of the same record
/// with the same gene id, then from the laboratory's genes, then from an entry with the same symbol. An entry that
/// stays without id is kept.
struct VEPGenes {
    private var byGene: [(gene: Range<Int>, id: Int)] = []
    private var bySymbol: [(symbol: Range<Int>, id: Int)] = []
    private let resolver: (any GeneResolver)?

    init(_ entries: VEPEntries, resolver: (any GeneResolver)?, in bytes: Span<UInt8>) {
        self.resolver = resolver
        for entry in 0..<entries.count {
            guard let field = entries.field(.hgncID, of: entry), let id = VEPGenes.number(field, in: bytes) else {
                continue
            }
            if let gene = entries.field(.gene, of: entry), !byGene.contains(where: { bytes.areEqual($0.gene, gene) }) {
                byGene.append((gene, id))
            }
            if let symbol = entries.field(.symbol, of: entry),
                !bySymbol.contains(where: { bytes.areEqual($0.symbol, symbol) })
            {
                bySymbol.append((symbol, id))
            }
        }
    }

    func hgncID(of entry: Int, _ entries: VEPEntries, in bytes: Span<UInt8>) -> Int? {
        if let field = entries.field(.hgncID, of: entry), let id = VEPGenes.number(field, in: bytes) { return id }
        let gene = entries.field(.gene, of: entry)
        if let gene, let known = byGene.first(where: { bytes.areEqual($0.gene, gene) }) { return known.id }
        let symbol = entries.field(.symbol, of: entry)
        let (geneText, symbolText) = (gene.map { bytes.text($0) }, symbol.map { bytes.text($0) })
        if let resolver, let id = resolver.hgncID(geneID: geneText, symbol: symbolText) { return id }
        return symbol.flatMap { symbol in bySymbol.first { bytes.areEqual($0.symbol, symbol) }?.id }
    }

    /// The number of an HGNC id, with or without its prefix (which some releases write twice); `nil` when it is none.
    static func number(_ field: Range<Int>, in bytes: Span<UInt8>) -> Int? {
        var rest = field
        while bytes.starts(with: "HGNC:", rest) { rest = rest.lowerBound + 5..<rest.upperBound }
        guard !rest.isEmpty, rest.count < 10 else { return nil }
        var number = 0
        for position in rest {
            let digit = bytes[position] &- UInt8(ascii: "0")
            guard digit < 10 else { return nil }
            number = number * 10 + Int(digit)
        }
        return number
    }
}
