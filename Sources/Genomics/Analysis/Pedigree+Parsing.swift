extension Pedigree {
    /// The columns of a pedigree file.
    private enum Column: Int, CaseIterable {
        case family, sample, father, mother, sex, affected, proband

        var name: String {
            ["family_id", "sample_id", "father_id", "mother_id", "sex", "affected", "proband"][rawValue]
        }
    }

    private struct Row {
        var line: Int
        var fields: [String]

        subscript(column: Column) -> String { fields[column.rawValue] }

        func error(_ column: Column? = nil, _ allowed: String) -> GenomicsError {
            GenomicsError(
                .invalidPedigree, in: .pedigree, line: line, column: column?.name,
                found: column.map { self[$0] }, allowed: allowed)
        }
    }

    /// Reads a pedigree file: seven columns separated by tabs, one line a person, `#` starts a comment.
    ///
    /// Persons that are not in the VCF file are left out; parents must be in it (or `0`).
    package init(_ bytes: [UInt8], for header: VCFHeader) throws(GenomicsError) {
        let rows = try Self.rows(bytes)
        var rowOfSample: [String: Row] = [:]
        for row in rows {
            if let earlier = rowOfSample[row[.sample]] {
                throw row.error(.sample, "this sample stands on line \(earlier.line) already")
            }
            rowOfSample[row[.sample]] = row
        }
        let columns = Dictionary(uniqueKeysWithValues: header.samples.enumerated().map { ($1, $0) })
        var persons: [Person] = []
        for (index, sample) in header.samples.enumerated() {
            guard let row = rowOfSample[sample] else {
                throw GenomicsError(
                    .invalidPedigree, in: .pedigree, column: Column.sample.name, found: sample,
                    allowed: "sample \(index + 1) of the VCF file has no line; each sample needs one")
            }
            persons.append(try Self.person(row, columns))
        }
        try Self.check(persons, rowOfSample)
        self.init(persons: persons)
    }

    private static func rows(_ bytes: [UInt8]) throws(GenomicsError) -> [Row] {
        var rows: [Row] = []
        var lines = String(decoding: bytes, as: UTF8.self).split(omittingEmptySubsequences: false) { $0.isNewline }
        if lines.last?.isEmpty == true { lines.removeLast() }
        for (index, line) in lines.enumerated() where !line.hasPrefix("#") {
            let row = Row(
                line: index + 1, fields: line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init))
            guard row.fields.count == Column.allCases.count else {
                throw row.error(
                    nil,
                    "\(row.fields.count) columns; the 7 columns \(Column.allCases.map(\.name).joined(separator: ", ")) "
                        + "are separated by single tabs")
            }
            for column in Column.allCases where row[column].isEmpty {
                throw row.error(column, "a value; 0 stands for an unknown one")
            }
            rows.append(row)
        }
        return rows
    }

    private static func person(_ row: Row, _ columns: [String: Int]) throws(GenomicsError) -> Person {
        let sex: Sex? =
            switch row[.sex] {
            case "1": .male
            case "2": .female
            default: nil
            }
        return Person(
            identifier: row[.sample], family: row[.family], sex: sex, isAffected: row[.affected] == "2",
            isProband: row[.proband] == "1", father: try parent(.father, row, columns),
            mother: try parent(.mother, row, columns))
    }

    private static func parent(
        _ column: Column, _ row: Row, _ columns: [String: Int]
    ) throws(GenomicsError) -> Int? {
        if row[column] == "0" { return nil }
        guard row[column] != row[.sample] else { throw row.error(column, "a person is not their own parent") }
        guard let index = columns[row[column]] else {
            throw row.error(column, "a sample of the VCF file, or 0 if this parent was not sequenced")
        }
        return index
    }

    private static func check(_ persons: [Person], _ rows: [String: Row]) throws(GenomicsError) {
        for (index, person) in persons.enumerated() {
            guard let row = rows[person.identifier] else { continue }
            if isOwnAncestor(index, persons) { throw row.error(.sample, "a person is not their own ancestor") }
            if let father = person.father, persons[father].sex == .female {
                throw row.error(.father, "the father's own line says female (sex 2)")
            }
            if let mother = person.mother, persons[mother].sex == .male {
                throw row.error(.mother, "the mother's own line says male (sex 1)")
            }
            if let first = persons.first, person.family != first.family {
                throw row.error(.family, "one file holds one family; import each family on its own")
            }
        }
        let probands = persons.filter(\.isProband)
        guard let first = probands.first else {
            throw GenomicsError(
                .invalidPedigree, in: .pedigree, column: Column.proband.name,
                allowed: "exactly one sample of the VCF file has proband 1; none has")
        }
        if let second = probands.dropFirst().first, let row = rows[second.identifier] {
            let line = rows[first.identifier]?.line ?? 0
            throw row.error(.proband, "exactly one sample has proband 1; line \(line) has it too")
        }
    }

    private static func isOwnAncestor(_ index: Int, _ persons: [Person]) -> Bool {
        var ancestors: Set<Int> = []
        var waiting = [index]
        while let next = waiting.popLast() {
            for parent in [persons[next].father, persons[next].mother].compactMap(\.self) {
                if parent == index { return true }
                if ancestors.insert(parent).inserted { waiting.append(parent) }
            }
        }
        return false
    }
}
