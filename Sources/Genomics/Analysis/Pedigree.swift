/// Who the samples of a VCF file are, and how they are related.
package struct Pedigree: Hashable, Sendable {
    /// As the pedigree file says; unknown is nil. Raw values are those that are stored.
    package enum Sex: String, Hashable, Sendable, Codable {
        case male = "Male"
        case female = "Female"
    }

    /// One sample. Relatives are indices into ``Pedigree/persons``.
    package struct Person: Hashable, Sendable {
        /// The sample's name in the VCF file.
        package var identifier: String
        /// The family's identifier, nil without a pedigree file.
        package var family: String?
        /// Nil if unknown.
        package var sex: Sex?
        /// Whether the person has the disorder in question.
        package var isAffected: Bool
        /// Whether the analysis is about this person.
        package var isProband: Bool
        /// An index, nil if unknown or not sequenced.
        package var father: Int?
        /// An index, nil if unknown or not sequenced.
        package var mother: Int?

        /// All properties at once.
        package init(
            identifier: String, family: String? = nil, sex: Sex? = nil, isAffected: Bool, isProband: Bool,
            father: Int? = nil, mother: Int? = nil
        ) {
            self.identifier = identifier
            self.family = family
            self.sex = sex
            self.isAffected = isAffected
            self.isProband = isProband
            self.father = father
            self.mother = mother
        }

        fileprivate var hasParents: Bool { father != nil || mother != nil }
    }

    /// One a sample, in the order of the VCF file's columns.
    package let persons: [Person]

    /// - Parameter persons: relatives are indices into this array.
    package init(persons: [Person]) {
        precondition(
            persons.allSatisfy { [$0.father, $0.mother].allSatisfy { $0.map(persons.indices.contains) ?? true } },
            "a relative is not among the persons")
        self.persons = persons
    }

    /// The indices of the probands. A file has exactly one; an analysis of several files has one a file.
    package var probands: [Int] { persons.indices.filter { persons[$0].isProband } }

    /// The siblings of a person: those with the same known parents. In a family where nobody has parents all others are
    /// taken for siblings (that is how siblings without sequenced parents are written); where somebody has, a founder
    /// is nobody's sibling (W-27).
    package func siblings(of index: Int) -> [Int] {
        let person = persons[index]
        if persons.contains(where: \.hasParents) {
            guard person.hasParents else { return [] }
            return persons.indices.filter {
                $0 != index && persons[$0].father == person.father && persons[$0].mother == person.mother
            }
        }
        return persons.indices.filter { $0 != index }
    }
}

extension Pedigree {
    /// The pedigree of a file that comes without one: its single sample is the affected proband.
    package init(single header: VCFHeader) throws(GenomicsError) {
        guard let sample = header.samples.first, header.samples.count == 1 else {
            throw GenomicsError(
                .missingPedigree, in: .pedigree,
                allowed: "the VCF file has \(header.samples.count) samples; more than one needs a pedigree file")
        }
        self.init(persons: [
            Person(identifier: sample, family: nil, sex: nil, isAffected: true, isProband: true)
        ])
    }
}
