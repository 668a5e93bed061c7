import Client
import Foundation
import TestCluster

extension SmallFamily {
    /// Writes the files into a folder, and submits from there.
    func submission(in folder: URL) throws -> Submission {
        let folder = folder.appendingPathComponent(name)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        for file in files { try Data(file.bytes).write(to: folder.appendingPathComponent(file.name)) }
        let descriptor = folder.appendingPathComponent("\(name).analysis")
        try JSONSerialization.data(withJSONObject: self.descriptor).write(to: descriptor)
        return try Submission(paths: [folder.path])
    }
}
