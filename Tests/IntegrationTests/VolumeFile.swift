import Foundation
import TestCluster

/// A large VCF, made by repeating a block of annotated records with shifted positions, and written piece by piece.
struct VolumeFile {
    /// Records of a block.
    private static let blockRecords = 500
    /// How far apart records stand.
    private static let distance = 100
    /// Transcripts a record is annotated with: about eight kilobytes, as VEP writes for a gene with many transcripts.
    private static let transcripts = 32

    /// Writes a file.
    ///
    /// - Parameter size: in bytes, at least.
    /// - Returns: how many records it has.
    static func write(to place: URL, size: Int) throws -> Int {
        try Data().write(to: place)
        let file = try FileHandle(forWritingTo: place)
        defer { file.closeFile() }
        let family = SmallFamily(samples: ["volume"])
        try file.write(contentsOf: Data(family.header.utf8))
        let block = (0..<blockRecords).map { record($0) }
        var (written, records) = (family.header.utf8.count, 0)
        while written < size {
            var piece = Data()
            for record in block {
                piece.append(contentsOf: "1\t\(1_000_000 + records * distance)".utf8)
                piece.append(record)
                records += 1
            }
            try file.write(contentsOf: piece)
            written += piece.count
        }
        return records
    }

    /// A record without its first two columns.
    private static func record(_ index: Int) -> Data {
        let consequences = (0..<transcripts).map { transcript in
            let name = "NM_\(910_000 + transcript).1"
            return "G|missense_variant|MODERATE|FIRST1|900001|Transcript|\(name)|protein_coding|"
                + "\(name):c.\(index + 1)A>G|NP_\(910_000 + transcript).1:p.Lys\(index + 1)Arg"
                + String(repeating: "x", count: 120) + "|1|1|900001||RefSeq"
        }
        let info = "GNOMAD_EXOMES__AF=0.0001;GNOMAD_EXOMES__AN=100000;CSQ=" + consequences.joined(separator: ",")
        return Data("\t.\tA\tG\t500\tPASS\t\(info)\tGT:AD:DP:GQ\t0/1:20,20:40:99\n".utf8)
    }
}
