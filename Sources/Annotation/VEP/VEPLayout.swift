/// Where each column stands in a CSQ entry, read from the header's description.
struct VEPLayout: Sendable {
    /// Number of fields of an entry.
    let fieldCount: Int
    /// By ``VEPColumn``: the field, or -1 when this file has none.
    private let positions: [Int]

    /// - Parameter place: for messages.
    /// - Throws: ``AnnotationError`` (`header`).
    init(description: String, place: String) throws(AnnotationError) {
        guard let names = VEPLayout.names(in: description) else {
            let reason = "the header's description lists no fields; expected \"Format: Allele|Consequence|…\""
            throw AnnotationError(.header, at: place, reason)
        }
        self.fieldCount = names.count
        self.positions = VEPColumn.allCases.map { names.firstIndex(of: $0.name[...]) ?? -1 }
        let missing = VEPColumn.required.filter { positions[$0.rawValue] < 0 }.map(\.name)
        guard missing.isEmpty else {
            let reason = "the header's description lacks \(missing.joined(separator: ", ")); annotate with VEP's --vcf"
            throw AnnotationError(.header, at: place, reason)
        }
    }

    func field(of column: VEPColumn) -> Int? {
        let position = positions[column.rawValue]
        return position < 0 ? nil : position
    }

    private static func names(in description: String) -> [Substring]? {
        let marker = Array("Format: ".utf8)
        let bytes = Array(description.utf8)
        guard bytes.count > marker.count,
            let start = (0...bytes.count - marker.count).first(where: { bytes[$0...].starts(with: marker) })
        else { return nil }
        let list = String(decoding: bytes[(start + marker.count)...], as: UTF8.self)
        let names = list.split(separator: "|", omittingEmptySubsequences: false).map { name in
            name.drop { $0 == " " || $0 == "\"" }.prefix { $0 != " " && $0 != "\"" }
        }
        return names.count > 1 ? names : nil
    }
}
