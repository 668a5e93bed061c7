import Glibc

/// Looking for programs.
enum Programs {
    /// The first of the folders that holds the program, as a full path.
    static func find(_ name: String, in folders: [String]) -> String? {
        folders.map { "\($0)/\(name)" }.first { access($0, X_OK) == 0 }
    }
}
