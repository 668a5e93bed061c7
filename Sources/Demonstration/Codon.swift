/// Three bases of a coding strand.
struct Codon: Equatable, Sendable {
    var bases: [Base]

    static let start = Codon(bases: [.a, .t, .g])
    static let stop = Codon(bases: [.t, .a, .a])

    /// One-letter amino acid, `*` for a stop.
    var aminoAcid: Character {
        Self.code[bases[0].rawValue * 16 + bases[1].rawValue * 4 + bases[2].rawValue]
    }

    /// As VEP prints a codon: the changed bases in upper case, the others in lower case.
    func text(changed: Int) -> String {
        String(bases.enumerated().map { $0.offset == changed ? $0.element.letter : $0.element.lowercase })
    }

    func replacing(_ index: Int, with base: Base) -> Codon {
        var copy = self
        copy.bases[index] = base
        return copy
    }

    /// The three-letter name HGVS uses; `Ter` for a stop.
    static func threeLetter(_ aminoAcid: Character) -> String {
        guard let name = names[aminoAcid] else { preconditionFailure("\(aminoAcid) is no amino acid") }
        return name
    }

    /// The standard genetic code, bases in the order A, C, G, T.
    private static let code = Array("KNKNTTTTRSRSIIMIQHQHPPPPRRRRLLLLEDEDAAAAGGGGVVVV*Y*YSSSS*CWCLFLF")

    private static let names: [Character: String] = [
        "A": "Ala", "C": "Cys", "D": "Asp", "E": "Glu", "F": "Phe", "G": "Gly", "H": "His", "I": "Ile", "K": "Lys",
        "L": "Leu", "M": "Met", "N": "Asn", "P": "Pro", "Q": "Gln", "R": "Arg", "S": "Ser", "T": "Thr", "V": "Val",
        "W": "Trp", "Y": "Tyr", "*": "Ter",
    ]
}

extension Base {
    fileprivate var lowercase: Character { ["a", "c", "g", "t"][rawValue] }
}
