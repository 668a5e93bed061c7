/// The pedigree: family, sample, father, mother, sex (1 male, 2 female), affected (2 yes), proband (1 yes).
enum PedigreeDocument {
    static var text: String {
        let ids = DemonstrationFamily.sampleIDs
        let rows = [
            [ids[0], ids[1], ids[2], "2", "2", "1"],
            [ids[1], "0", "0", "1", "1", "0"],
            [ids[2], "0", "0", "2", "1", "0"],
        ]
        return rows.map { ([DemonstrationFamily.familyID] + $0).joined(separator: "\t") + "\n" }.joined()
    }
}
