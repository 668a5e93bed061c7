import FoundationEssentials
import Glibc

/// Where everything of one pair of private servers lies.
struct DataFolder: Sendable {
    /// The absolute path the caller chose: lock, state, and passwords.
    let path: String

    init(_ path: String) {
        self.path = URL(fileURLWithPath: path).standardizedFileURL.path
    }

    /// Holds the folders of servers whose accounts cannot reach the data folder.
    static let substitutes = "/var/lib/cistron-local"

    var lockFile: String { path + "/lock" }
    var stateFile: String { path + "/state.json" }
    var passwordFile: String { path + "/pgpass" }
    var brokerPasswordFile: String { path + "/rabbitmq.password" }

    /// Makes the folder, closed to others except that the accounts of the servers may pass through it.
    func create() throws {
        do {
            try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        } catch {
            throw LocalServicesError(.badFolder, "Cannot create the data folder \(path): \(error).")
        }
        guard chmod(path, geteuid() == 0 ? 0o711 : 0o700) == 0 else {
            throw LocalServicesError(
                .badFolder, "The data folder \(path) belongs to another account. Use another folder, or that account.")
        }
    }

    /// Makes a folder for one server, open to its account alone.
    static func create(_ folder: String, for account: ServerAccount) throws {
        if mkdir(folder, 0o700) != 0, errno != EEXIST { throw SystemCall.failure("create", folder) }
        guard !account.isAnother || chown(folder, account.userID, account.groupID) == 0 else {
            throw SystemCall.failure("give to another account", folder)
        }
    }

    /// The folder under which the servers keep their files: this one, or a substitute if their accounts cannot reach it.
    ///
    /// A checkout under root's home is the usual case: its parents have mode 0700, and opening them to others is not
    /// ours to do.
    func serversFolder(accounts: [ServerAccount]) throws -> String {
        if try accounts.allSatisfy({ try canReach(path, as: $0) }) { return path }
        let substitute = "\(Self.substitutes)/\(Self.digest(path))"
        try DataFolder(substitute).create()
        for account in accounts where try !canReach(substitute, as: account) {
            throw LocalServicesError(
                .badFolder,
                "The servers' accounts can reach neither \(path) nor \(substitute). "
                    + "Choose a data folder whose parents let other accounts pass (mode 0711 or 0755).")
        }
        return substitute
    }

    private func canReach(_ folder: String, as account: ServerAccount) throws -> Bool {
        guard account.isAnother else { return true }
        return try Command(account.prefix + ["/usr/bin/test", "-x", folder]).run().status == 0
    }

    /// A short name for a path, always the same (FNV-1a; nothing secret about it).
    private static func digest(_ path: String) -> String {
        let hash = path.utf8.reduce(UInt64(0xcbf2_9ce4_8422_2325)) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
        return String(hash, radix: 16)
    }
}
