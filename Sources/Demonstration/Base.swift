/// A nucleotide.
enum Base: Int, CaseIterable, Sendable {
    case a, c, g, t

    var complement: Base { Base.allCases[3 - rawValue] }

    var letter: Character { ["A", "C", "G", "T"][rawValue] }
}

extension [Base] {
    var text: String { String(map(\.letter)) }

    var reverseComplement: [Base] { reversed().map(\.complement) }
}
