/// One protein-coding transcript on GRCh37, with everything needed to name a variant on it.
struct GeneModel: Sendable {
    /// 0-based, half-open.
    typealias Interval = Range<Int>

    let symbol: String
    let hgncID: Int
    let ncbiID: Int
    /// RefSeq transcript with version.
    let transcript: String
    /// RefSeq protein with version.
    let protein: String
    /// The Ensembl half of the MANE Select pair, where this transcript is in one.
    let maneEnsembl: String?
    /// `AD`, `AR`, `AD/AR`, `XR` or `XD`, as gene panels write it.
    let inheritance: String
    let condition: String
    let contig: Contig
    let isForward: Bool
    let transcriptRange: Interval
    let codingRange: Interval
    /// In genomic order.
    let exons: [Interval]

    /// Number of transcript bases before each exon, in the order of transcription.
    let offsets: [Int]
    /// Transcript offset of the first base of the start codon.
    let codingStart: Int
    /// Number of coding bases, stop codon included.
    let codingLength: Int

    /// Every gene of the demonstration, by contig and start.
    static let all: [GeneModel] = parse(table)

    static func named(_ symbol: String) -> GeneModel {
        guard let model = all.first(where: { $0.symbol == symbol }) else {
            preconditionFailure("\(symbol) is not in the gene table")
        }
        return model
    }

    /// The exon with the 0-based ordinal in the order of transcription.
    func exon(_ ordinal: Int) -> Interval {
        isForward ? exons[ordinal] : exons[exons.count - 1 - ordinal]
    }
}

extension GeneModel {
    private static func parse(_ text: String) -> [GeneModel] {
        var blocks: [(head: Substring, condition: Substring, exons: [Substring])] = []
        for line in text.split(separator: "\n") {
            switch line.first {
            case " ": blocks[blocks.count - 1].exons += line.split(separator: " ")
            case "=": blocks[blocks.count - 1].condition = line.dropFirst(2)
            default: blocks.append((line, "", []))
            }
        }
        return blocks.map { GeneModel(head: $0.head.split(separator: " "), condition: $0.condition, exons: $0.exons) }
    }

    private init(head: [Substring], condition: Substring, exons blocks: [Substring]) {
        precondition(head.count == 13, "a gene block begins with 13 columns")
        func number(_ text: Substring) -> Int {
            guard let value = Int(text) else { preconditionFailure("\(head[0]): \(text) is not a number") }
            return value
        }
        guard let contig = Contig(rawValue: String(head[7])) else {
            preconditionFailure("\(head[0]): unknown contig \(head[7])")
        }
        let start = number(head[9])
        let coding = number(head[11])..<number(head[12])
        let exons = blocks.map { block in
            let parts = block.split(separator: "+")
            return start + number(parts[0])..<start + number(parts[0]) + number(parts[1])
        }
        precondition(exons.last?.upperBound == number(head[10]), "\(head[0]): the last exon ends the transcript")

        symbol = String(head[0])
        hgncID = number(head[1])
        ncbiID = number(head[2])
        transcript = String(head[3])
        protein = String(head[4])
        maneEnsembl = head[5] == "-" ? nil : String(head[5])
        inheritance = String(head[6])
        self.condition = String(condition)
        self.contig = contig
        isForward = head[8] == "+"
        transcriptRange = start..<number(head[10])
        codingRange = coding
        self.exons = exons

        let transcribed = isForward ? exons : exons.reversed()
        var offsets: [Int] = []
        var length = 0
        var codingStart = 0
        let firstCoding = isForward ? coding.lowerBound : coding.upperBound - 1
        for exon in transcribed {
            offsets.append(length)
            if exon.contains(firstCoding) {
                codingStart = length + (isForward ? firstCoding - exon.lowerBound : exon.upperBound - 1 - firstCoding)
            }
            length += exon.count
        }
        self.offsets = offsets
        self.codingStart = codingStart
        codingLength = exons.reduce(0) { $0 + $1.clamped(to: coding).count }
        precondition(codingLength.isMultiple(of: 3), "\(head[0]): the coding sequence is whole codons")
    }
}
