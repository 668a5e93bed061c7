import FoundationEssentials
import Glibc

extension LocalServices {
    /// Ends whatever runs in a data folder and deletes the folder with all its data.
    ///
    /// Nothing happens if there is no such folder.
    ///
    /// - Throws: ``LocalServicesError/Code/folderInUse`` while another process owns servers there.
    package static func remove(_ dataFolder: String) async throws {
        let folder = DataFolder(dataFolder)
        guard FileManager.default.fileExists(atPath: folder.path) else { return }
        try await Waiting.onOwnThread {
            let lock = try FolderLock.acquire(folder)
            defer { lock.unlock() }
            if let record = try ServiceRecord.read(folder) {
                try endAll(record, folder)
                if let substitute = record.substituteFolder {
                    try FileManager.default.removeItem(atPath: substitute)
                    _ = rmdir(DataFolder.substitutes)  // Stays while others are in it.
                }
            }
            try FileManager.default.removeItem(atPath: folder.path)
        }
    }
}
